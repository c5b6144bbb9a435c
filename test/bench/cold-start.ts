/** How long from `npm start` to a Home that can be used, in the browser host: a fresh data folder, a real Chromium. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { ensureBuilt } from '../../build/fresh-build.ts'
import { root } from '../../build/tools.ts'
import { launchChromium } from '../e2e/browser.ts'

const LONGEST = 60_000

/** Milliseconds of each start, after a first one that is not counted. The browser is open already, as a person's is. */
export async function measureColdStarts(times: number, folder: string): Promise<number[]> {
  await ensureBuilt()
  const browser = await launchChromium()
  try {
    const taken: number[] = []
    for (let time = 0; time <= times; time++) {
      const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
      const data = mkdtempSync(join(folder, 'start-'))
      const began = performance.now()
      const child = spawn(
        process.execPath,
        ['build/entry/run.js', 'build/entry/start.ts', '--no-open', '--data', data],
        {
          cwd: root,
          stdio: ['ignore', 'pipe', 'inherit'],
        },
      )
      try {
        await page.goto(await linkOf(child), { timeout: LONGEST })
        await page.getByRole('button', { name: 'Open the example', disabled: false }).waitFor({ timeout: LONGEST })
        if (time > 0) taken.push(performance.now() - began)
      } finally {
        await page.close()
        await stop(child)
        rmSync(data, { recursive: true, force: true, maxRetries: 5 })
      }
    }
    return taken
  } finally {
    await browser.close()
  }
}

async function linkOf(child: ChildProcess): Promise<string> {
  let said = ''
  for await (const piece of child.stdout ?? []) {
    said += String(piece)
    const link = /http:\/\/127\.0\.0\.1:\d+\/\S*/.exec(said)
    if (link) return link[0]
  }
  throw new Error(`npm start printed no link: ${said}`)
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  await ended
}
