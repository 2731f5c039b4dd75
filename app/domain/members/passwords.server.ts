import { hash, verify } from '@node-rs/argon2';

// OWASP's second choice for Argon2id: 19 MiB, two passes, one lane; the library's default algorithm is id.
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export const hashPassword = (password: string): Promise<string> => hash(password.normalize('NFKC'), COST);

let decoy: Promise<string> | undefined;

/**
 * Whether the password is the one hashed. Without a hash it takes as long and answers no, so that time
 * does not tell whether an address has an account.
 */
export async function isPassword(hashed: string | undefined, password: string): Promise<boolean> {
  decoy ??= hashPassword('nobody has this password');
  // An account may have none, such as those of the sample's crowd.
  const own = hashed?.startsWith('$argon2') ? hashed : undefined;
  const right = await verify(own ?? (await decoy), password.normalize('NFKC'));
  return right && own !== undefined;
}
