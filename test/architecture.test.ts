import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';

/*
 * Who may import whom (README, "Architecture"). The rooms of the house are read from the files themselves,
 * so that a new one must be given its rules here before it can be used.
 */

const root = path.resolve(import.meta.dirname, '..');

interface Module {
  file: string;
  room: string;
  imports: { target: string; typeOnly: boolean }[];
}

function sourcesIn(folder: string): string[] {
  return readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)));
}

const files = new Set(['app', 'db', 'emails'].flatMap(sourcesIn));

const IMPORT = /^(?:import|export)\s+(type\s)?(?:[^'";]*?\sfrom\s+)?['"]([^'"]+)['"]/gm;

function resolve(from: string, specifier: string): string | undefined {
  const bare = specifier.replace(/\?.*$/, '');
  const base = bare.startsWith('#')
    ? bare.slice(1)
    : bare.startsWith('.')
      ? path.join(path.dirname(from), bare)
      : undefined;
  if (!base) return undefined;
  return [base, `${base}.ts`, `${base}.tsx`, `${base}/route.tsx`].find((candidate) => files.has(candidate));
}

/** The room a file is in: its folder, or its own name where it stands at the top of app/. */
function roomOf(file: string): string {
  const parts = file.split('/');
  if (parts[0] !== 'app') return parts[0] ?? '';
  if (parts.length === 2) return parts[1]?.replace(/(\.server)?\.tsx?$/, '') ?? '';
  if (parts[1] === 'ui') return parts[2] === 'kit' ? 'ui/kit' : 'ui';
  return parts[1] ?? '';
}

const modules: Module[] = [...files].map((file) => {
  const text = readFileSync(path.join(root, file), 'utf8');
  const imports = [...text.matchAll(IMPORT)].flatMap(([, typeOnly, specifier = '']) => {
    const target = resolve(file, specifier);
    return target ? [{ target, typeOnly: typeOnly !== undefined }] : [];
  });
  return { file, room: roomOf(file), imports };
});

const outside = (file: string): string[] =>
  [...readFileSync(path.join(root, file), 'utf8').matchAll(IMPORT)]
    .map(([, , specifier = '']) => specifier)
    .filter((specifier) => !/^[.#]/.test(specifier));

/** Rooms a room may import, itself always. A trailing path narrows the permission to such files. */
const MAY_IMPORT: Record<string, RegExp> = {
  routes:
    /^app\/(domain|ui|locales|styles)\/|^app\/(session|instance|config|markdown|nonce|root)|^app\/live\/(use-live|outbox|cursor|connection)|^app\/http\/(anew|form|coming-back|limits|request-context|csv)|^app\/notices\/\w[\w-]*\.server|^app\/jobs\/|^db\/client/,
  ui: /^app\/ui\/|^app\/locales\/|^app\/live\/(use-live|outbox)|^app\/root/,
  'ui/kit': /^app\/ui\/kit\//,
  domain: /^db\/|^app\/notices\/(catalogue|announce)/,
  notices: /^app\/domain\/|^emails\/|^db\/|^app\/(config|locales|markdown|http\/log)/,
  live: /^db\/|^app\/notices\/catalogue/,
  http: /^app\/(domain|live|locales|session|config|ui\/kit)|^emails\/(calendar|mail|letterhead)|^app\/notices\/(event-facts|catalogue)|^db\/client/,
  jobs: /^app\/(config|domain\/|locales\/)|^app\/live\/entries|^app\/notices\/(worker|purge|catalogue)|^db\/client/,
  sample: /^app\/domain\/|^app\/config|^db\//,
  locales: /^app\/locales\//,
  session: /^app\/domain\/members\/|^app\/config|^db\/client/,
  markdown: /^$/,
  config: /^$/,
  nonce: /^$/,
  root: /^app\/(ui|locales|styles|http\/request-context|session|instance|unread|config|nonce)/,
  unread: /^app\/domain\/(members|topics)\/|^db\/client/,
  instance: /^app\/(domain\/instance|locales)\/|^db\/client/,
  'entry.client': /^app\/(locales|live)/,
  entry: /^app\/(locales|http|nonce|server-hooks)/,
  'server-hooks': /^app\/|^db\//,
  styles: /^app\/styles\//,
  emails: /^app\/(locales|config|ui\/kit)|^app\/domain\/[\w-]+\/rules/,
  db: /^db\//,
};

const roomFolder: Record<string, RegExp> = {
  ui: /^app\/ui\//,
  'ui/kit': /^app\/ui\/kit\//,
  emails: /^emails\//,
  db: /^db\//,
};

const isOwn = (room: string, target: string) =>
  (roomFolder[room] ?? new RegExp(`^app/${room}(/|\\.)`)).test(target);

test('every room imports only what it may', () => {
  const wrong = modules.flatMap(({ file, room, imports }) =>
    imports
      .filter(({ target, typeOnly }) => {
        const rule = MAY_IMPORT[room];
        // A type is erased: the browser's code may name what the server gives it.
        if (typeOnly && (room === 'ui' || room === 'session')) return false;
        return !rule || !(isOwn(room, target) || rule.test(target));
      })
      .map(({ target }) => `${file} -> ${target}`),
  );
  expect(wrong).toEqual([]);
});

describe('the domain', () => {
  /** In the order in which rules and queries may look back. */
  const NOUNS = [
    'addresses',
    'instance',
    'members',
    'letters',
    'media',
    'acts',
    'hashtags',
    'communities',
    'announcements',
    'events',
    'rsvps',
    'invitations',
    'topics',
    'proposals',
    'posts',
    'courses',
    'testimonials',
    'moderation',
    'exports',
  ];
  const nounOf = (file: string) => /^app\/domain\/([\w-]+)\//.exec(file)?.[1];
  const domain = modules.filter(({ room }) => room === 'domain');

  test('has one folder per noun, in a known order', () => {
    const unknown = domain.map(({ file }) => nounOf(file)).filter((noun) => noun && !NOUNS.includes(noun));
    expect([...new Set(unknown)]).toEqual([]);
  });

  test('rules and queries look back only; commands may call any noun’s', () => {
    const ahead = domain
      .filter(({ file }) => !/\/commands(\.server|\/)/.test(file))
      .flatMap(({ file, imports }) =>
        imports
          .filter(({ target }) => {
            const [own, other] = [nounOf(file), nounOf(target)];
            return own && other && NOUNS.indexOf(other) > NOUNS.indexOf(own);
          })
          .map(({ target }) => `${file} -> ${target}`),
      );
    expect(ahead).toEqual([]);
  });

  test('knows neither React nor Remix nor mail', () => {
    const foreign = domain.flatMap(({ file }) =>
      outside(file)
        .filter((name) => /^(react|@remix-run|nodemailer|@react-email|express)/.test(name))
        .map((name) => `${file} -> ${name}`),
    );
    expect(foreign).toEqual([]);
  });

  test('rules.ts import zod and other rules, and no I/O', () => {
    const impure = domain
      .filter(({ file }) => file.endsWith('/rules.ts'))
      .flatMap(({ file, imports }) => [
        ...imports
          .filter(({ target, typeOnly }) => !typeOnly && !target.endsWith('rules.ts'))
          .map(({ target }) => `${file} -> ${target}`),
        ...outside(file)
          .filter((name) => name !== 'zod')
          .map((name) => `${file} -> ${name}`),
      ]);
    expect(impure).toEqual([]);
  });

  test('nobody else reads tables behind its back', () => {
    const sql = modules
      .filter(({ room }) => room === 'routes' || room === 'ui')
      .filter(({ file }) =>
        /\.(selectFrom|insertInto|updateTable|deleteFrom)\(|\bsql`/.test(
          readFileSync(path.join(root, file), 'utf8'),
        ),
      )
      .map(({ file }) => file);
    expect(sql).toEqual([]);
  });
});

test('no file is in a circle of imports', () => {
  const graph = new Map(
    modules.map(({ file, imports }) => [
      file,
      imports.filter(({ typeOnly }) => !typeOnly).map(({ target }) => target),
    ]),
  );
  const done = new Set<string>();
  const circles: string[] = [];
  const visit = (file: string, trail: string[]) => {
    if (trail.includes(file)) {
      circles.push([...trail.slice(trail.indexOf(file)), file].join(' -> '));
      return;
    }
    if (done.has(file)) return;
    for (const next of graph.get(file) ?? []) visit(next, [...trail, file]);
    done.add(file);
  };
  for (const file of graph.keys()) visit(file, []);
  expect(circles).toEqual([]);
});

test('only server files reach the database, letters and secrets', () => {
  const leaking = modules
    .filter(({ file }) => file.startsWith('app/') && !/\.server\.tsx?$|^app\/routes\//.test(file))
    .flatMap(({ file, imports }) =>
      imports
        .filter(({ target, typeOnly }) => !typeOnly && /^(db|emails)\//.test(target))
        .map(({ target }) => `${file} -> ${target}`),
    );
  expect(leaking).toEqual([]);
});

test('rooms are not crowded, and no drawer collects odds and ends', () => {
  const lines = (file: string) => readFileSync(path.join(root, file), 'utf8').split('\n').length;
  expect([...files].filter((file) => lines(file) > 320)).toEqual([]);
  expect([...files].filter((file) => /(^|\/)(utils?|helpers?|common|misc|index)(\.|\/)/.test(file))).toEqual(
    [],
  );
});

const PARTS = readdirSync(path.join(root, 'app/locales/fr'));

test('both languages have the same files of words', () => {
  expect(readdirSync(path.join(root, 'app/locales/en'))).toEqual(PARTS);
});

test.each(PARTS)('both languages have the same words: %s', (part) => {
  const words = (language: string) => {
    const keys = (value: object, prefix = ''): string[] =>
      Object.entries(value).flatMap(([key, inner]) =>
        typeof inner === 'object' ? keys(inner, `${prefix}${key}.`) : [`${prefix}${key}`],
      );
    const all = keys(JSON.parse(readFileSync(path.join(root, 'app/locales', language, part), 'utf8')));
    // The forms of a plural as well: a language that needs fewer repeats itself.
    return all.sort();
  };
  expect(words('en')).toEqual(words('fr'));
});

test('a route that says the words of a part brings them along', () => {
  const read = (file: string) => readFileSync(path.join(root, file), 'utf8');
  const parts = [...files]
    .filter((file) => file.startsWith('app/locales/parts/'))
    .map((file) => ({
      file,
      sections: [...read(file).matchAll(/'\.\.\/fr\/(\w+)\.json'/g)].map(([, section]) => section),
    }));
  expect(parts.length).toBeGreaterThan(2);
  const graph = new Map(modules.map(({ file, imports }) => [file, imports]));
  /** What the browser gets with a route. */
  const broughtBy = (file: string, seen = new Set<string>()): Set<string> => {
    if (seen.has(file) || /\.server\.tsx?$/.test(file)) return seen;
    seen.add(file);
    for (const { target, typeOnly } of graph.get(file) ?? []) if (!typeOnly) broughtBy(target, seen);
    return seen;
  };
  const routes = [...files].filter((file) => /^app\/routes\/([^/]+|[^/]+\/route)\.tsx$/.test(file));
  const wordless = routes.flatMap((route) => {
    const brought = broughtBy(route);
    const said = [...brought].filter((file) => file.endsWith('.tsx')).map(read);
    return parts
      .filter(({ sections }) => {
        const says = new RegExp(`['"\`](${sections.join('|')})\\.\\w`);
        return said.some((text) => says.test(text));
      })
      .filter(({ file }) => !brought.has(file) || !/export const handle = \{ words: /.test(read(route)))
      .map(({ file }) => `${route} -> ${file}`);
  });
  expect(wordless).toEqual([]);
});
