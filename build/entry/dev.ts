/** `npm run dev`: the screen built again at every change, the web host started again at every change behind it. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { ensureBuilt } from '../fresh-build.ts'
import { root, toolPath } from '../tools.ts'

await ensureBuilt((sentence) => void process.stdout.write(`${sentence}\n`))
const options = { cwd: root, stdio: 'inherit' } as const
const screen = spawn(process.execPath, [toolPath('vite'), 'build', '--watch', '--logLevel', 'warn'], options)
const host = spawn(
  process.execPath,
  [
    '--watch',
    '--watch-preserve-output',
    join(root, 'build/entry/start.ts'),
    '--no-open',
    '--no-build',
    ...process.argv.slice(2),
  ],
  options,
)
const end = () => {
  screen.kill()
  host.kill()
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, end)
host.once('exit', (status) => {
  screen.kill()
  process.exit(status ?? 1)
})
