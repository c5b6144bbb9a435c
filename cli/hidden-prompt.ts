/** Secrets come from standard input or are typed without being shown; never from the command line, which others can read. */
import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { usage } from './tell-error.ts'
import { sayAside } from './terminal.ts'

/** Longest that is read. */
const LONGEST = 20_000

/** From `env`, if it is set there; otherwise typed or piped in. Throws usage.invalid when nothing came. */
export async function readSecretFrom(what: string, variable: string, env = process.env): Promise<string> {
  const given = env[variable]
  if (given !== undefined) return given.trim()
  const text = (process.stdin.isTTY ? await typeHidden(what) : await readPiped()).trim()
  if (text === '') throw usage(`${what} is read from ${variable} or standard input, and nothing came`)
  if (text.length > LONGEST) throw usage(`${what} is longer than ${LONGEST} signs`)
  return text
}

/** What is typed is not shown. */
export async function typeHidden(what: string): Promise<string> {
  sayAside(`${what} (not shown while you type):`)
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() })
  const lines = createInterface({ input: process.stdin, output: silent, terminal: true })
  const stop = new AbortController()
  lines.once('SIGINT', () => stop.abort())
  try {
    return await lines.question('', { signal: stop.signal })
  } catch (error) {
    if (stop.signal.aborted) throw usage('Nothing was given, so nothing was changed')
    throw error
  } finally {
    lines.close()
  }
}

/** No more is read than could be one. */
export async function readPiped(): Promise<string> {
  let text = ''
  for await (const chunk of process.stdin.setEncoding('utf8')) {
    text += String(chunk)
    if (text.length > 2 * LONGEST) break
  }
  return text
}
