import { vitePlugin as remix } from '@remix-run/dev';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig } from 'vite';
import { compression } from 'vite-plugin-compression2';
import remixConfig from './remix.config.js';

declare module '@remix-run/node' {
  interface Future {
    v3_singleFetch: true;
  }
}

export default defineConfig(({ isSsrBuild }) => ({
  plugins: [
    tailwindcss(),
    remix(remixConfig),
    // Compressed once, as well as can be, rather than for each reader in haste; served as they are.
    !isSsrBuild &&
      compression({ algorithms: ['brotliCompress', 'gzip'], include: /\.(js|css|svg)$/, threshold: 1024 }),
  ],
  resolve: { alias: [{ find: /^#(app|db|emails|test)\//, replacement: `${import.meta.dirname}/$1/` }] },
  // Taken apart by the build: of all that this package gathers (a highlighter, Tailwind) letters use six tags.
  ssr: { noExternal: [/^@react-email\/(?!render)/] },
  optimizeDeps: { exclude: ['@node-rs/argon2'] },
}));
