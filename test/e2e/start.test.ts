import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import { root } from '../../build/tools.ts'
import { dataFolder, launchChromium } from './browser.ts'

const freePort = async (): Promise<number> => {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  await new Promise((resolve) => server.close(resolve))
  return port
}

/** Runs `npm start` as npm does, and collects what it says. */
function start(args: string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, ['build/entry/run.js', 'build/entry/start.ts', ...args], {
    cwd: root,
    env: { ...process.env, ...env },
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (text) => {
      said += String(text)
    })
  }
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  const link = () => expect.poll(() => said, { timeout: 60_000 }).toMatch(/http:\/\/127\.0\.0\.1:\d+\/#\S+/)
  return { child, ended, said: () => said, link: async () => link().then(() => /http:\S+/.exec(said)?.[0] ?? '') }
}

describe('npm start', () => {
  let data: ReturnType<typeof dataFolder>
  const children: ChildProcess[] = []
  beforeEach(() => {
    data = dataFolder()
  })
  afterEach(() => {
    for (const child of children.splice(0)) child.kill('SIGKILL')
    data.remove()
  })
  const run = (...args: string[]) => {
    const started = start(['--no-open', '--data', data.folder, ...args])
    children.push(started.child)
    return started
  }

  it('prints a link that opens Home, says how to stop, and stops', async () => {
    const started = run()
    const link = await started.link()
    const browser = await launchChromium()
    const page = await browser.newPage()
    await page.goto(link)
    await page.getByRole('heading', { name: 'See a safe flow work' }).waitFor()
    expect(new URL(page.url()).hash).toBe('')
    expect(started.said()).toContain('Ctrl+C')
    await browser.close()
    started.child.kill('SIGINT')
    expect(await started.ended).toBe(0)
  })

  it('prints a new link when somebody comes with an old one', async () => {
    const started = run()
    const { origin } = new URL(await started.link())
    await fetch(`${origin}/session`, { method: 'POST', headers: { origin }, body: 'old' })
    await expect.poll(() => started.said()).toContain('A new one')
  })

  it('says that a port is taken, and by what to choose another', async () => {
    const other = createServer()
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    const { port } = other.address() as { port: number }
    const started = run('--port', String(port))
    expect(await started.ended).toBe(1)
    expect(started.said()).toContain(`Port ${port} is taken by another program.`)
    expect(started.said()).toContain('--port')
    other.close()
  })

  it('says that another Sluice has the data folder', async () => {
    const first = run()
    await first.link()
    const second = run()
    expect(await second.ended).toBe(1)
    expect(second.said()).toContain('is in use by another Sluice')
  })

  it('refuses what is not a port', async () => {
    const started = run('--port', 'abc')
    expect(await started.ended).toBe(1)
    expect(started.said()).toContain('"abc" is not a port')
  })
})

describe('npm start with windows', () => {
  const data = dataFolder()
  const children: ChildProcess[] = []
  afterEach(() => {
    for (const child of children.splice(0)) child.kill()
  })
  afterAll(data.remove)
  /** A machine whose only programs are the one named here, which notes what it was asked and stays until the test lets it go. */
  const machineWith = async (program: string, end: (folder: string) => string) => {
    const folder = mkdtempSync(join(data.folder, 'machine-'))
    const asked = join(folder, 'asked')
    writeFileSync(join(folder, program), `#!/bin/sh\nprintf '%s\\n' "$@" > "${asked}"\n${end(folder)}\n`, {
      mode: 0o755,
    })
    const note = () => (existsSync(asked) ? readFileSync(asked, 'utf8').split('\n') : [])
    // A port is chosen, so that Electron is passed over even where it is installed.
    const run = start(['--data', join(folder, 'data'), '--port', String(await freePort())], {
      PATH: folder,
      DISPLAY: ':none',
    })
    children.push(run.child)
    return { folder, note, run }
  }

  it('opens an app window of a Chromium that is there, in a profile of its own, and ends with it', async () => {
    if (process.platform !== 'linux') return
    const { folder, note, run } = await machineWith(
      'chromium',
      (folder) => `while [ ! -e '${folder}/closed' ]; do /bin/sleep 0.1; done`,
    )
    await expect.poll(note, { timeout: 60_000 }).toContainEqual(expect.stringMatching(/^--app=http:.*#\S+/))
    expect(note()).toContainEqual(`--user-data-dir=${join(folder, 'data/window')}`)
    await expect.poll(run.said).toContain('Chromium')
    writeFileSync(join(folder, 'closed'), '')
    expect(await run.ended).toBe(0)
  })

  it('opens the default browser otherwise', async () => {
    if (process.platform !== 'linux') return
    const { note, run } = await machineWith('xdg-open', () => 'exit 0')
    await expect.poll(note, { timeout: 60_000 }).toContainEqual(expect.stringMatching(/^http:.*#\S+/))
    await expect.poll(run.said).toContain('your default browser')
    run.child.kill('SIGTERM')
    expect(await run.ended).toBe(0)
  })

  it('prints the link when nothing can open it', async () => {
    if (process.platform !== 'linux') return
    const { run } = await machineWith('nothing', () => 'exit 0')
    await run.link()
    expect(run.said()).toContain('No browser was found')
    run.child.kill('SIGTERM')
    expect(await run.ended).toBe(0)
  })
})

describe('an older Node', () => {
  it('is told in one sentence what to do', async () => {
    const script = join(root, 'build/entry/run.js')
    const old = `Object.defineProperty(process.versions, 'node', { value: '20.20.2' }); process.argv = ['node', 'run.js', 'x']; await import(${JSON.stringify(script)})`
    const child = spawn(process.execPath, ['--input-type=module', '-e', old], { cwd: root })
    let said = ''
    child.stderr.on('data', (text) => {
      said += String(text)
    })
    expect(await new Promise((resolve) => child.once('exit', resolve))).toBe(1)
    expect(said.trim().split('\n')).toHaveLength(1)
    expect(said).toContain('Node 24')
  })
})
