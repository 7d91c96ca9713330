/** Builds the windows to out/renderer: plain files beside index.html, nothing inline, so that the strictest CSP fits. */

import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  root: 'renderer',
  base: './',
  plugins: [react()],
  build: {
    outDir: '../out/renderer',
    emptyOutDir: true,
    // A data: URL would need its own permission in the CSP.
    assetsInlineLimit: 0,
    // The polyfill would be an inline script; every engine this runs in knows modulepreload.
    modulePreload: { polyfill: false },
    // Electron 45 and a current Chromium; nothing older ever loads this.
    target: 'es2024',
    chunkSizeWarningLimit: 1500,
    // The icons' package is one index over 6,000 modules; only those in use are read.
    rolldownOptions: { experimental: { lazyBarrel: true }, checks: { largeBarrelModules: false } },
  },
});
