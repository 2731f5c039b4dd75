/** Whatever no other route knows: the page that says so, with its status. */
export function loader(): never {
  throw new Response(null, { status: 404 });
}

export const action = loader;

export default function Nothing() {
  return null;
}
