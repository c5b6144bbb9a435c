/** What Node and Electron run, each as one file: everything is bundled except Electron itself and the one native module. */
import { defineConfig, type RolldownOptions } from 'rolldown'

const base = {
  platform: 'node',
  tsconfig: 'tsconfig.json',
  external: ['electron', 'better-sqlite3', /^node:/],
  // Our own modules only define things, so what is not used of them is left out.
  treeshake: {
    moduleSideEffects: [
      { test: /\/node_modules\//, sideEffects: true },
      { sideEffects: false, external: false },
    ],
  },
} satisfies RolldownOptions

const asModule = (name: string, room = 'electron', into = room): RolldownOptions => ({
  ...base,
  input: { [name]: `${room}/${name}.ts` },
  output: { dir: `out/${into}`, format: 'esm', entryFileNames: '[name].js', codeSplitting: false },
})

export default defineConfig([
  asModule('main'),
  asModule('studio-process'),
  asModule('practice-worker', 'studio', 'electron'),
  asModule('studio-child', 'web'),
  asModule('practice-worker', 'studio', 'web'),
  asModule('formula-worker', 'adapters/formula', 'electron'),
  asModule('formula-worker', 'adapters/formula', 'web'),
  {
    ...base, // A sandboxed preload cannot be an ES module.
    input: { preload: 'electron/preload.ts' },
    output: { dir: 'out/electron', format: 'cjs', entryFileNames: '[name].cjs' },
  },
])
