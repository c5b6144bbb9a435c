/** `npm run package:check`: packages the app without Electron's program, looks into the package, and runs what is in it. */
import { equal, ok } from 'node:assert/strict'
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { extractAll, listPackage } from '@electron/asar'
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { openDesktop } from '../test/e2e/desktop.ts'
import { ensureBuilt } from './fresh-build.ts'
import { writeStubElectron } from './stub-electron.ts'
import { runTool } from './tools.ts'

const say = (sentence: string) => void process.stdout.write(`${sentence}\n`)
/** The whole package without Electron itself; what a person downloads beyond it is not ours. */
const SIZE_LIMIT = 40 * 1024 * 1024

async function packageInto(folder: string): Promise<string> {
  const stub = join(folder, 'electron')
  writeStubElectron(stub)
  const args = ['--linux', 'dir', '--config', 'build/electron-builder.yml']
  const output = join(folder, 'release')
  const result = await runTool(
    'electron-builder',
    [...args, `-c.electronDist=${stub}`, `-c.directories.output=${output}`],
    { quiet: true },
  )
  ok(result.ok, `electron-builder failed:\n${result.output}`)
  return join(output, 'linux-unpacked')
}

const first = (paths: string[]) => paths.slice(0, 10).join(' ')

/** Only what is needed to run: no sources, no maps, one native module for this machine. */
function checkContents(app: string): void {
  const files = listPackage(join(app, 'resources/app.asar'), { isPack: false }).map((path) =>
    path.replaceAll('\\', '/'),
  )
  for (const needed of ['main.js', 'preload.cjs', 'studio-process.js', 'formula-worker.js'])
    ok(files.includes(`/out/electron/${needed}`), `${needed} is missing in the package`)
  ok(files.includes('/out/renderer/index.html'), 'the screen is missing in the package')
  const own = files.filter((path) => !path.startsWith('/node_modules/'))
  const strangers = own.filter((path) => !/^\/(out(\/.*)?|package\.json|node_modules)$/.test(path))
  equal(first(strangers), '', 'the package holds more than out/ and package.json')
  const sources = files.filter((path) => /\.(map|tsx?|c|cc|cpp|h|gyp)$/.test(path))
  equal(first(sources), '', 'the package holds sources')
  const native = files.filter((path) => path.endsWith('.node'))
  equal(native.length, 1, `the package needs exactly one native module and has: ${first(native)}`)
  ok(native[0]?.includes(`${process.platform}-${process.arch}`), `${native[0]} is not for this machine`)
}

function checkSize(app: string): void {
  const sizes = readdirSync(join(app, 'resources'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => statSync(join(entry.parentPath, entry.name)).size)
  const total = sizes.reduce((sum, size) => sum + size, 0)
  ok(total < SIZE_LIMIT, `the package takes ${total} bytes`)
}

/** Nobody can turn the packaged app into a Node of their own, or feed it another app. */
async function checkFuses(app: string): Promise<void> {
  const wire = await getCurrentFuseWire(join(app, 'sluice'))
  const expected = {
    RunAsNode: false,
    EnableCookieEncryption: true,
    EnableNodeOptionsEnvironmentVariable: false,
    EnableNodeCliInspectArguments: false,
    EnableEmbeddedAsarIntegrityValidation: true,
    OnlyLoadAppFromAsar: true,
    GrantFileProtocolExtraPrivileges: false,
  } as const
  for (const [name, wanted] of Object.entries(expected)) {
    const state = wire[FuseV1Options[name as keyof typeof expected]]
    equal(state, wanted ? FuseState.ENABLE : FuseState.DISABLE, `the fuse ${name} is not ${wanted}`)
  }
}

/** The packed main process, with nothing of the repository around it, shows Home. */
async function checkItRuns(app: string, folder: string): Promise<void> {
  const extracted = join(folder, 'extracted')
  extractAll(join(app, 'resources/app.asar'), extracted)
  const data = join(folder, 'data')
  const desktop = await openDesktop({ dataFolder: data, main: join(extracted, 'out/electron/main.js') })
  try {
    await desktop.page.getByRole('heading').first().waitFor({ timeout: 30_000 })
  } finally {
    await desktop.close()
  }
  equal(await desktop.standin?.exited, 0, 'the packaged app did not end in order')
}

const folder = mkdtempSync(join(tmpdir(), 'sluice-package-'))
try {
  await ensureBuilt(say)
  const app = await packageInto(folder)
  checkContents(app)
  checkSize(app)
  await checkFuses(app)
  await checkItRuns(app, folder)
  say('The package is in order: contents, size, fuses, and the packed app shows Home.')
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
} finally {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
}
