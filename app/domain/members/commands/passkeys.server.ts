import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/server';
import { type Db, type Trx, withTransaction } from '#db/client';
import { type Refusal, refuse } from '../../rules';
import { challengeIn, newChallenge, type RelyingParty } from '../passkeys.server';
import type { Self } from '../rules';
import { consumeSecret } from '../secrets.server';
import { credentialsChanged } from './credentials.server';

// Loaded when somebody uses a passkey: it brings parsers of certificates along, which most processes never need.
const webauthn = () => import('@simplewebauthn/server');

const MOST_PASSKEYS = 20;

/** What the browser needs to make a passkey. */
export async function offerPasskey(
  db: Db,
  self: Self,
  rp: RelyingParty,
): Promise<PublicKeyCredentialCreationOptionsJSON | Refusal<'passkeysMany'>> {
  const own = await db
    .selectFrom('passkeys')
    .select(['id', 'transports'])
    .where('member_id', '=', self.id)
    .execute();
  if (own.length >= MOST_PASSKEYS) return refuse('passkeysMany');
  const { generateRegistrationOptions } = await webauthn();
  return generateRegistrationOptions({
    rpName: 'Perchoir',
    rpID: rp.id,
    userID: new Uint8Array(Buffer.from(self.id.replaceAll('-', ''), 'hex')),
    userName: self.email,
    userDisplayName: self.name,
    challenge: await newChallenge(db, self.id),
    attestationType: 'none',
    excludeCredentials: own,
    // One that is found without an address where it can be; an old security key does for a second factor.
    authenticatorSelection: { residentKey: 'preferred', userVerification: 'preferred' },
  });
}

/** Keeps the passkey that the browser made for the offer. */
export async function addPasskey(
  db: Db,
  memberId: string,
  rp: RelyingParty,
  answer: unknown,
  name: string,
): Promise<{ ok: true } | Refusal<'passkey'>> {
  return withTransaction(db, async (trx) => {
    const asked = await consumeSecret(trx, challengeIn(answer) ?? '', 'passkey');
    if (asked?.object !== memberId) return refuse('passkey');
    const { verifyRegistrationResponse } = await webauthn();
    const { registrationInfo } = await verifyRegistrationResponse({
      response: answer as RegistrationResponseJSON,
      // Just consumed.
      expectedChallenge: () => true,
      expectedOrigin: rp.origin,
      expectedRPID: rp.id,
      requireUserVerification: false,
    }).catch(() => ({ registrationInfo: undefined }));
    if (!registrationInfo) return refuse('passkey');
    const { id, publicKey, counter, transports = [] } = registrationInfo.credential;
    const made = await trx
      .insertInto('passkeys')
      .values({
        id,
        member_id: memberId,
        public_key: Buffer.from(publicKey),
        counter: String(counter),
        transports: transports.filter((one) => /^[a-z-]{1,20}$/.test(one)),
        name,
      })
      .onConflict((on) => on.doNothing())
      .returning('id')
      .executeTakeFirst();
    if (!made) return refuse('passkey');
    await credentialsChanged(trx, memberId, 'passkey-added');
    return { ok: true };
  });
}

/** @returns whether it was there to be removed */
export async function removePasskey(db: Db, memberId: string, id: string): Promise<boolean> {
  return withTransaction(db, async (trx) => {
    const { numDeletedRows } = await trx
      .deleteFrom('passkeys')
      .where('member_id', '=', memberId)
      .where('id', '=', id)
      .executeTakeFirst();
    if (numDeletedRows === 1n) await credentialsChanged(trx, memberId, 'passkey-removed');
    return numDeletedRows === 1n;
  });
}

/**
 * What the browser needs to ask for a passkey.
 * @param memberId whose, as their second factor; alone it names its owner itself, and vouches for both factors
 */
export async function askForPasskey(
  db: Db,
  rp: RelyingParty,
  memberId?: string,
): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const own = memberId
    ? await db.selectFrom('passkeys').select(['id', 'transports']).where('member_id', '=', memberId).execute()
    : [];
  // Written out: every visit to the entrance asks, and the library is for those who answer.
  return {
    rpId: rp.id,
    challenge: Buffer.from(await newChallenge(db)).toString('base64url'),
    timeout: 60_000,
    userVerification: memberId ? 'preferred' : 'required',
    allowCredentials: own.map(({ id, transports }) => ({
      id,
      type: 'public-key',
      transports: transports as NonNullable<
        PublicKeyCredentialRequestOptionsJSON['allowCredentials']
      >[number]['transports'],
    })),
  };
}

/**
 * Whose passkey answered, once; undefined where the answer proves nothing.
 * @param alone whether it stands for both factors, so that it must have checked its person (PIN, face, finger)
 */
export async function takePasskey(
  trx: Trx,
  rp: RelyingParty,
  answer: unknown,
  alone: boolean,
): Promise<string | undefined> {
  const asked = await consumeSecret(trx, challengeIn(answer) ?? '', 'passkey');
  // One minted for a new passkey opens no door.
  if (!asked || asked.object !== null) return undefined;
  const given = answer as AuthenticationResponseJSON;
  const passkey = await trx
    .selectFrom('passkeys')
    .selectAll()
    .where('id', '=', String(given.id))
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!passkey) return undefined;
  const { verifyAuthenticationResponse } = await webauthn();
  const checked = await verifyAuthenticationResponse({
    response: given,
    expectedChallenge: () => true,
    expectedOrigin: rp.origin,
    expectedRPID: rp.id,
    requireUserVerification: alone,
    credential: {
      id: passkey.id,
      publicKey: new Uint8Array(passkey.public_key),
      counter: Number(passkey.counter),
      transports: passkey.transports,
    },
  }).catch(() => undefined);
  if (!checked?.verified) return undefined;
  await trx
    .updateTable('passkeys')
    .set({ counter: String(checked.authenticationInfo.newCounter), last_used_at: new Date() })
    .where('id', '=', passkey.id)
    .execute();
  return passkey.member_id;
}
