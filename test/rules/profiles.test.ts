import { describe, expect, test } from 'vitest';
import { LINK_KINDS, profileInput, readInterests, readLink } from '#app/domain/members/profile-rules';

describe('a link', () => {
  const LONG = 'a'.repeat(16);
  test.each([
    ['x', 'zoe_perchet', 'https://x.com/zoe_perchet', '@zoe_perchet'],
    ['x', '@zoe_perchet', 'https://x.com/zoe_perchet', '@zoe_perchet'],
    ['x', 'https://twitter.com/zoe_perchet?lang=fr', 'https://x.com/zoe_perchet', '@zoe_perchet'],
    ['x', 'mobile.twitter.com/zoe_perchet/', 'https://x.com/zoe_perchet', '@zoe_perchet'],
    ['x', 'http://www.x.com/@zoe/status/12', 'https://x.com/zoe', '@zoe'],
    ['mastodon', '@zoe@piaille.example', 'https://piaille.example/@zoe', '@zoe@piaille.example'],
    ['mastodon', 'zoe@Piaille.example', 'https://piaille.example/@zoe', '@zoe@piaille.example'],
    ['mastodon', 'https://piaille.example/@zoe', 'https://piaille.example/@zoe', '@zoe@piaille.example'],
    ['mastodon', 'piaille.example/users/zoe', 'https://piaille.example/@zoe', '@zoe@piaille.example'],
    [
      'mastodon',
      'https://loin.example/@zoe@piaille.example',
      'https://piaille.example/@zoe',
      '@zoe@piaille.example',
    ],
    ['bluesky', 'zoe.bsky.social', 'https://bsky.app/profile/zoe.bsky.social', '@zoe.bsky.social'],
    ['bluesky', '@Zoe', 'https://bsky.app/profile/zoe.bsky.social', '@zoe.bsky.social'],
    ['bluesky', 'zoe.example.org', 'https://bsky.app/profile/zoe.example.org', '@zoe.example.org'],
    [
      'bluesky',
      'https://bsky.app/profile/zoe.bsky.social/',
      'https://bsky.app/profile/zoe.bsky.social',
      '@zoe.bsky.social',
    ],
    [
      'linkedin',
      'https://fr.linkedin.com/in/zoe-perchet/?x=1',
      'https://www.linkedin.com/in/zoe-perchet',
      'zoe-perchet',
    ],
    ['linkedin', 'linkedin.com/in/zo%C3%A9', 'https://www.linkedin.com/in/zo%C3%A9', 'zoé'],
    ['linkedin', 'in/zoe-perchet', 'https://www.linkedin.com/in/zoe-perchet', 'zoe-perchet'],
    ['site', 'zoe.example', 'https://zoe.example/', 'zoe.example'],
    ['site', 'http://www.zoe.example/carnet/', 'https://www.zoe.example/carnet/', 'zoe.example/carnet'],
    ['site', 'zoé.example:8443/é', 'https://xn--zo-cja.example:8443/%C3%A9', 'xn--zo-cja.example:8443/é'],
  ] as const)('%s: %s', (kind, typed, url, label) => {
    expect(readLink(kind, typed)).toEqual({ kind, url, label });
  });

  test.each([
    ['x', LONG],
    ['x', 'zoe perchet'],
    ['x', 'https://x.com/'],
    ['x', 'https://x.com.example/zoe'],
    ['mastodon', 'zoe'],
    ['mastodon', '@zoe@'],
    ['mastodon', '@zoe@localhost'],
    ['mastodon', '@zoe@piaille.example/../x'],
    ['mastodon', 'https://piaille.example/zoe'],
    ['bluesky', 'https://bsky.app/profile/'],
    ['bluesky', '../zoe'],
    ['linkedin', 'https://www.linkedin.com/company/perchoir'],
    ['linkedin', 'zo'],
    ['site', 'zoe'],
    ['site', 'https://zoe:secret@zoe.example'],
    ['site', 'ftp://zoe.example'],
    ['site', 'http://127.0.0.1/'],
    ['site', `zoe.example/${'a'.repeat(300)}`],
  ] as const)('%s is not %s', (kind, typed) => {
    expect(readLink(kind, typed)).toBeUndefined();
  });

  test.each([
    'javascript:alert(1)//x.example',
    'data:text/html,x',
    ' JaVaScRiPt:alert(1)',
    'vbscript:x',
    '//',
  ])('of no kind is %s', (typed) => {
    for (const kind of LINK_KINDS) expect(readLink(kind, typed)).toBeUndefined();
  });

  test('once kept, is read as itself', () => {
    for (const [kind, typed] of [
      ['x', 'zoe'],
      ['mastodon', '@zoe@piaille.example'],
      ['bluesky', 'zoe'],
      ['linkedin', 'zoé-p'],
      ['site', 'zoe.example/a?b=c#d'],
    ] as const) {
      const kept = readLink(kind, typed);
      expect(readLink(kind, kept?.url ?? '')).toEqual(kept);
    }
  });
});

test('interests are words between commas or lines, none twice', () => {
  expect(readInterests(' poésie,  Romans   noirs\n#vélo;;poesie\n, ')).toEqual([
    'poésie',
    'Romans noirs',
    'vélo',
  ]);
  expect(readInterests('')).toEqual([]);
});

describe('a profile’s form', () => {
  const problems = (more: Record<string, string>) => {
    const parsed = profileInput.safeParse({ name: 'Zoé', ...more });
    return parsed.success
      ? {}
      : Object.fromEntries(parsed.error.issues.map((one) => [one.path[0], one.message]));
  };

  test('says all of its problems at once', () => {
    expect(
      problems({
        name: ' ',
        bio: 'x'.repeat(501),
        interests: Array.from({ length: 21 }, (_, n) => `i${n}`).join(','),
        mastodon: 'zoe',
        site: 'javascript:alert(1)',
        citySeenBy: 'stewards',
      }),
    ).toEqual({
      name: 'required',
      bio: 'tooLong?max=500',
      interests: 'interests?max=20',
      mastodon: 'link?context=mastodon',
      site: 'link?context=site',
      citySeenBy: 'choice',
    });
    expect(problems({ interests: `a, ${'b'.repeat(41)}` })).toEqual({ interests: 'interestLong?max=40' });
  });

  test('asks for nothing but a name, and shows no more than was said', () => {
    expect(profileInput.parse({ name: 'Zoé' })).toMatchObject({
      city: '',
      citySeenBy: 'communities',
      interestsSeenBy: 'communities',
      xSeenBy: 'communities',
    });
  });
});
