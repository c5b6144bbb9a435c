/** What Node and Electron run, each as one file: everything is bundled except Electron itself and the one native module. */
import { copyFileSync } from 'node:fs'
import { defineConfig, type Plugin, type RolldownOptions } from 'rolldown'

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

/** What the practice PostgreSQL reads when it begins lies beside the program that runs it. */
const withPostgres = (options: RolldownOptions, into: string): RolldownOptions => {
  const copy: Plugin = {
    name: 'practice-postgres',
    writeBundle() {
      for (const part of ['pglite.data', 'pglite.wasm', 'initdb.wasm']) {
        copyFileSync(`node_modules/@electric-sql/pglite/dist/${part}`, `out/${into}/${part}`)
      }
    },
  }
  return { ...options, plugins: [copy] }
}

export default defineConfig([
  asModule('main'),
  asModule('studio-process'),
  withPostgres(asModule('practice-worker', 'studio', 'electron'), 'electron'),
  asModule('studio-child', 'web'),
  withPostgres(asModule('practice-worker', 'studio', 'web'), 'web'),
  asModule('formula-worker', 'adapters/formula', 'electron'),
  asModule('formula-worker', 'adapters/formula', 'web'),
  {
    ...base, // A sandboxed preload cannot be an ES module.
    input: { preload: 'electron/preload.ts' },
    output: { dir: 'out/electron', format: 'cjs', entryFileNames: '[name].cjs' },
  },
])
