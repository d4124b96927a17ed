import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  root: join(import.meta.dirname, 'web'),
  // Everything comes from the server itself: the page works without the internet.
  build: { outDir: 'dist', emptyOutDir: true, assetsInlineLimit: 0, chunkSizeWarningLimit: 900 },
  plugins: [react()],
  // The sources of web/api are served by Vite itself.
  server: { proxy: { '^/api/(?!.*[.]ts)': 'http://127.0.0.1:8080' } },
});
