import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** The screen: served from `/` by the web host and from `app://` by the desktop window, hence relative addresses. */
export default defineConfig({
  root: 'renderer',
  base: './',
  plugins: [react(), tailwindcss()],
  server: { host: '127.0.0.1', fs: { allow: ['..'] } },
  build: {
    outDir: '../out/renderer',
    emptyOutDir: true,
    sourcemap: false,
    target: 'chrome140',
    assetsInlineLimit: 0,
    rolldownOptions: {
      // Our own modules only declare; so what a stage alone needs stays out of the first piece.
      treeshake: {
        moduleSideEffects: [
          { test: /\/(engine|protocol|renderer\/(ui|text|client|canvas|stages|state))\/.*\.tsx?$/, sideEffects: false },
        ],
      },
    },
  },
})
