import { vitePlugin as remix } from '@remix-run/dev';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig } from 'vite';
import remixConfig from './remix.config.js';

declare module '@remix-run/node' {
  interface Future {
    v3_singleFetch: true;
  }
}

export default defineConfig({
  plugins: [tailwindcss(), remix(remixConfig)],
  resolve: { alias: [{ find: /^#(app|db|emails|test)\//, replacement: `${import.meta.dirname}/$1/` }] },
  optimizeDeps: { exclude: ['@node-rs/argon2'] },
});
