import { config, origin } from '#app/config.server';
import type { Address, Letterhead } from './mail';

/** `Name <address>` or a bare address, as MAIL_FROM has it. */
function addressIn(text: string): Address {
  const named = /^([^<]*)<([^>]+)>\s*$/.exec(text);
  return named
    ? { name: named[1]!.trim(), address: named[2]!.trim() }
    : { name: 'Perchoir', address: text.trim() };
}

/** Who this instance writes as, from the environment. */
export function letterhead(): Letterhead {
  return { appUrl: origin(), from: addressIn(config().mailFrom) };
}
