// Plain JavaScript, so that an older Node can read it: says what is missing, or runs the script named first.
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

const NEEDED = 24
const [script = '', ...rest] = process.argv.slice(2)
const root = join(import.meta.dirname ?? '.', '../..')

if (Number(process.versions.node.split('.')[0]) < NEEDED) {
  const installed = (path) => existsSync(join(root, 'node_modules', path))
  const next = !installed('.')
    ? 'run "npm ci" here first, then "npm start"'
    : installed('.bin/node')
      ? 'use the npm scripts, such as "npm start", which bring their own'
      : `install Node ${NEEDED} or newer from https://nodejs.org, then run this again`
  process.stderr.write(`Sluice needs Node ${NEEDED}, and this is Node ${process.versions.node}: ${next}.\n`)
  process.exit(1)
}
process.argv = [process.execPath, resolve(root, script), ...rest]
await import(pathToFileURL(process.argv[1]).href)
