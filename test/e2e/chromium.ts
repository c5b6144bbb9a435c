/** Where the tests get a real Chromium: unpacked from the package on Linux x64, else the one that is installed. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { findBrowser } from '../../build/entry/find-browser.ts'
import { root } from '../../build/tools.ts'

/**
 * The path of a Chromium that starts. Unpacks it once into a folder of our own: the package would silently take an older one that it
 * finds in the system's. Only `--no-sandbox` may be passed to it; the package's own arguments switch web security off.
 */
export async function chromiumPath(): Promise<string> {
  if (process.env.SLUICE_CHROMIUM) return process.env.SLUICE_CHROMIUM
  const path = process.platform === 'linux' && process.arch === 'x64' ? await unpacked() : findBrowser()?.program
  if (path === undefined) throw new Error('The tests need a Chrome or Chromium: install one and run them again.')
  return path
}

async function unpacked(): Promise<string> {
  const { version } = JSON.parse(readFileSync(join(root, 'node_modules/@sparticuz/chromium/package.json'), 'utf8')) as {
    version: string
  }
  const kept = join(root, 'node_modules/.cache/sluice', `chromium-${version}`)
  const launcher = join(kept, 'launch')
  if (!existsSync(launcher)) await unpackInto(kept)
  const said = spawnSync(launcher, ['--version'], { encoding: 'utf8' })
  const major = version.split('.')[0]
  if (!said.stdout?.includes(` ${major}.`)) {
    throw new Error(`The Chromium of the tests does not start as version ${major}: ${said.stdout}${said.stderr}`)
  }
  return launcher
}

/** Lets Chromium find the package's fonts and libraries where the system has none of its own. */
const LAUNCHER = `#!/bin/sh
here=$(dirname "$0")
[ -e /etc/fonts/fonts.conf ] || export FONTCONFIG_PATH="$here/fonts"
if ldd "$here/chromium" 2>/dev/null | grep -q "not found"; then export LD_LIBRARY_PATH="$here/al2023/lib"; fi
exec "$here/chromium" "$@"
`

/** Instead of the package's own, which names folders that only its platform has. */
const FONTS = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir prefix="relative">fonts</dir>
  <cachedir prefix="relative">cache</cachedir>
</fontconfig>
`

async function unpackInto(kept: string): Promise<void> {
  const folder = `${kept}.${process.pid}`
  mkdirSync(folder, { recursive: true })
  // A process of its own, because the package reads its folder and its platform from the environment: the platform named here makes
  // it unpack the libraries too.
  const done = spawnSync(process.execPath, [join(import.meta.dirname, 'unpack-chromium.ts')], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, TMPDIR: folder, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' },
  })
  if (done.status !== 0) throw new Error(`The Chromium of the tests cannot be unpacked: ${done.stderr}`)
  writeFileSync(join(folder, 'fonts/fonts.conf'), FONTS)
  writeFileSync(join(folder, 'launch'), LAUNCHER, { mode: 0o755 })
  try {
    renameSync(folder, kept)
  } catch (error) {
    if (!existsSync(join(kept, 'launch'))) throw error
    rmSync(folder, { recursive: true, force: true })
  }
}
