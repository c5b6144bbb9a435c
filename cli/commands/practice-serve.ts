/** `sluice practice serve`: the practice systems as this process, until it is told to stop. */
import { openPractice, practiceFolderOf } from '../practice-systems.ts'
import { say } from '../terminal.ts'

export interface ServeOptions {
  data?: string
  port?: number
  json?: boolean
}

export async function servePractice(options: ServeOptions): Promise<number> {
  const folder = await practiceFolderOf(options)
  const practice = await openPractice({ folder, port: options.port ?? 0 })
  const close = () => void practice.close()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, close)
  const { systems, control, pid } = practice
  if (options.json) say(JSON.stringify({ systems, control, pid }))
  else {
    for (const [name, { address, token }] of Object.entries(systems))
      say(`${name}: ${address}, signed in to with ${token}`)
    say(`The practice systems are served by process ${pid}. Press Ctrl+C to stop.`)
  }
  await practice.stopped
  return 0
}
