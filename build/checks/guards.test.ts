/** A guard that cannot fail is no guard: each one is shown something forbidden and must refuse it. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { root, runTool } from '../tools.ts'

let copy: string

/** A small repository of its own with the real configuration; only what a test plants is in it. */
beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'sluice-guards-'))
  for (const name of ['biome.json', 'package.json', 'tsconfig.json', 'node_modules']) {
    symlinkSync(join(root, name), join(copy, name))
  }
  plant('engine/index.ts', 'export const one = 1\n')
  plant('studio/index.ts', 'export const two = 2\n')
  plant('adapters/files/index.ts', 'export const three = 3\n')
})
afterAll(() => rmSync(copy, { recursive: true, force: true }))

function plant(path: string, text: string): void {
  mkdirSync(dirname(join(copy, path)), { recursive: true })
  writeFileSync(join(copy, path), text)
}

async function lint(path: string, text: string): Promise<string> {
  plant(path, text)
  const result = await runTool('biome', ['lint', '--vcs-enabled=false', '--colors=off', path], {
    cwd: copy,
    quiet: true,
  })
  return result.ok ? 'passes' : result.output
}

const importing = (name: string) => `import * as other from '${name}'\n\nexport const use = other\n`

describe('the linter', () => {
  it.each([
    ['engine/a.ts', 'node:fs'],
    ['engine/a.ts', '#studio'],
    ['engine/deep/a.ts', '../../adapters/files/index.ts'],
    ['connectors/a.ts', '#adapters/files'],
    ['protocol/a.ts', '#studio'],
    ['sandbox/a.ts', '#engine'],
    ['adapters/files/a.ts', '#studio'],
    ['studio/a.ts', '#web'],
    ['studio/a.ts', 'electron'],
    ['studio/a.ts', 'better-sqlite3'],
    ['server/a.ts', '#studio'],
    ['renderer/a.ts', '#studio'],
    ['renderer/a.ts', '../studio/index.ts'],
    ['renderer/a.ts', 'node:path'],
    ['renderer/stages/a.ts', 'reactflow'],
    ['renderer/stages/a.ts', '@orpc/client'],
    ['renderer/canvas/a.ts', '@orpc/client'],
    ['renderer/client/a.ts', '#adapters/files'],
    ['web/a.ts', '#adapters/files'],
    ['electron/a.ts', '#adapters/sqlite'],
  ])('refuses in %s an import of %s', async (path, name) => {
    expect(await lint(path, importing(name))).toContain('noRestrictedImports')
  })

  it.each([
    ['studio/a.ts', '#engine'],
    ['studio/a.ts', '#adapters/files'],
    ['renderer/a.ts', '#protocol'],
    ['renderer/canvas/a.ts', 'reactflow'],
    ['renderer/client/a.ts', '@orpc/client'],
    ['engine/a.test.ts', 'node:fs'],
    ['electron/a.ts', 'electron'],
  ])('lets %s import %s', async (path, name) => {
    expect(await lint(path, importing(name))).toBe('passes')
  })

  it('refuses names of a host in the engine', async () => {
    expect(await lint('engine/b.ts', 'export const later = () => setTimeout(() => {}, 1)\n')).toContain(
      'noRestrictedGlobals',
    )
  })

  it('refuses a circle of imports', async () => {
    plant('studio/first.ts', "import { second } from './second.ts'\n\nexport const first = () => second\n")
    const text = "import { first } from './first.ts'\n\nexport const second = () => first\n"
    expect(await lint('studio/second.ts', text)).toContain('noImportCycles')
  })
})

describe('the compiler', () => {
  it.each([
    ['pure', 'engine/c.ts', 'export const where = document.title\n'],
    ['pure', 'engine/c.ts', 'export const where = process.pid\n'],
    ['pure', 'engine/c.ts', "export const where = () => fetch('http://x')\n"],
    ['pure', 'engine/c.ts', "import { readFileSync } from 'node:fs'\n\nexport const where = readFileSync\n"],
    ['node', 'studio/c.ts', 'export const where = document.title\n'],
    ['dom', 'renderer/c.ts', 'export const where = process.pid\n'],
  ])('refuses in the %s runtime: %s %s', async (runtime, path, text) => {
    plant(path, text)
    plant(`build/only-${runtime}.json`, onlyThis(runtime, path))
    const result = await runTool('tsc', ['-p', `build/only-${runtime}.json`], { cwd: copy, quiet: true })
    rmSync(join(copy, path))
    expect(result.ok).toBe(false)
    expect(result.output).toMatch(/TS2304|TS2307|TS2552|TS2580|TS2584|TS2591/)
  })
})

/** The real configuration of a runtime, turned on one file. */
const onlyThis = (runtime: string, path: string) =>
  JSON.stringify({ extends: join(root, `build/tsconfig.${runtime}.json`), include: [`../${path}`], exclude: [] })
