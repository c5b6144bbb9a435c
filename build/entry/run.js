// Plain JavaScript, so that an older Node can read it: says what is missing, or runs the script named first.
import { existsSync } from 'node:fs'
import module from 'node:module'

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
// Much of the time to start goes into reading our own files: the second start finds them prepared. Children inherit it.
process.env.NODE_COMPILE_CACHE ??= join(root, 'node_modules/.cache/sluice/compiled')
module.enableCompileCache?.(process.env.NODE_COMPILE_CACHE)
process.argv = [process.execPath, resolve(root, script), ...rest]
await import(pathToFileURL(process.argv[1]).href)
