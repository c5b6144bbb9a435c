import { type ChildProcess, spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { root } from '../../build/tools.ts'
import { dataFolder, launchChromium } from './browser.ts'

/** Runs `npm start` as npm does, and collects what it says. */
function start(args: string[]) {
  const child = spawn(process.execPath, ['build/entry/run.js', 'build/entry/start.ts', ...args], { cwd: root })
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
