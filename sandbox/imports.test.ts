// A simulator must not agree with a connector by accident: this room imports nothing of ours.
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const room = fileURLToPath(new URL('.', import.meta.url))
const witnesses = ['vitest', '@hubspot/api-client', 'oauth4webapi', 'stripe']

/** Servers that others wrote, each in the folder of the one system that it serves. */
const servers: Readonly<Record<string, string>> = { '@electric-sql/pglite': 'postgres/', 'smtp-server': 'smtp/' }

function importsOf(source: string): string[] {
  const found = source.matchAll(/(?:\bfrom\s*|\bimport\s*\(?\s*|\brequire\s*\(\s*)['"]([^'"\s]+)['"]/g)
  return [...found].map((match) => match[1] ?? '')
}

/** What a file of the room may not import; `path` is relative to the room. */
function forbidden(path: string, source: string): string[] {
  return importsOf(source).filter((target) => {
    if (target.startsWith('node:')) return false
    if (target.startsWith('.')) return relative(room, resolve(join(room, dirname(path)), target)).startsWith('..')
    if (target === 'better-sqlite3') return !path.startsWith('store/')
    if (servers[target] !== undefined) return !path.startsWith(servers[target])
    return !(path.endsWith('.test.ts') && witnesses.some((name) => target === name || target.startsWith(`${name}/`)))
  })
}

test('no file imports another room, a package beside SQLite, or SQLite outside the store', () => {
  const files = readdirSync(room, { recursive: true, encoding: 'utf8' }).filter((path) => {
    return path.endsWith('.ts') && path !== 'imports.test.ts'
  })
  expect(files.length).toBeGreaterThan(20)
  const offences = files.flatMap((path) => {
    return forbidden(path.replaceAll('\\', '/'), readFileSync(join(room, path), 'utf8')).map((target) => [path, target])
  })
  expect(offences).toEqual([])
})

test('the guard can fail', () => {
  const planted = [
    ['hubspot/a.ts', "import { x } from '#engine'"],
    ['hubspot/a.ts', "import type { X } from '../../engine/index.ts'"],
    ['hubspot/a.ts', "const x = await import('#connectors')"],
    ['hubspot/a.ts', "import Database from 'better-sqlite3'"],
    ['hubspot/a.ts', "import { Client } from '@hubspot/api-client'"],
    ['hubspot/a.ts', "import { SMTPServer } from 'smtp-server'"],
    ['smtp/a.ts', "import { PGlite } from '@electric-sql/pglite'"],
    ['a.ts', "export * from '../protocol/index.ts'"],
  ] as const
  for (const [path, source] of planted) expect(forbidden(path, source), source).toHaveLength(1)
})
