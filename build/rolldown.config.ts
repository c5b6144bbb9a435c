/** What Node and Electron run, each as one file: everything is bundled except Electron itself and the one native module. */
import { defineConfig, type RolldownOptions } from 'rolldown'

const base = {
  platform: 'node',
  tsconfig: 'tsconfig.json',
  external: ['electron', 'better-sqlite3', /^node:/],
} satisfies RolldownOptions

export default defineConfig([
  {
    ...base,
    input: { main: 'electron/main.ts', 'studio-process': 'electron/studio-process.ts' },
    output: { dir: 'out/electron', format: 'esm', entryFileNames: '[name].js', chunkFileNames: '[name].js' },
  },
  {
    ...base, // A sandboxed preload cannot be an ES module.
    input: { preload: 'electron/preload.ts' },
    output: { dir: 'out/electron', format: 'cjs', entryFileNames: '[name].cjs' },
  },
])
