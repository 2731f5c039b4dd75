import { defineConfig } from 'vitest/config';

/** Files of these folders talk to a database of their own. */
const WITH_DATABASE = ['domain', 'routes', 'live', 'emails'];

const inFolders = (folders: string[]) => folders.map((folder) => `test/${folder}/**/*.test.{ts,tsx}`);

export default defineConfig({
  resolve: { alias: [{ find: /^#(app|db|emails|test)\//, replacement: `${import.meta.dirname}/$1/` }] },
  esbuild: { jsx: 'automatic' },
  test: {
    environment: 'node',
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 15_000,
    hookTimeout: 30_000,
    env: { TZ: 'UTC' },
    projects: [
      {
        extends: true,
        test: { name: 'rules', include: [...inFolders(['rules']), 'test/*.test.ts'] },
      },
      {
        extends: true,
        test: {
          name: 'database',
          include: inFolders(WITH_DATABASE),
          globalSetup: 'test/support/global-setup.ts',
          setupFiles: 'test/support/setup.ts',
        },
      },
      {
        extends: true,
        test: {
          name: 'faults',
          include: inFolders(['faults', 'privacy']),
          // Real processes of the finished build, started and killed: one file after the other, in their time.
          globalSetup: 'test/support/build-setup.ts',
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
