import { mkdtempSync, rmSync } from 'node:fs'
import { appendFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Failure } from '#engine'
import { type FolderFile, watchFolder } from './folder.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sluice-folder-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))
const put = (name: string, content = 'a,b\n1,2\n') => writeFile(join(folder, name), content)

/** Watches for so many looks; `between` is done before each. Answers the names that were taken, and the codes that were told. */
async function watched(
  looks: number,
  between: (look: number) => Promise<unknown> = async () => undefined,
  journal = new Set<string>(),
  refuse: (file: FolderFile) => Failure | undefined = () => undefined,
) {
  const stop = new AbortController()
  const taken: string[] = []
  const told: string[] = []
  let look = 1
  await between(look)
  await watchFolder({
    folder,
    wanted: (name) => name.endsWith('.csv'),
    taken: (fingerprint) => journal.has(fingerprint),
    async take(file) {
      const refused = refuse(file)
      if (refused) throw refused
      journal.add(file.fingerprint)
      taken.push(file.name)
    },
    tell: ({ code }) => void told.push(code),
    every: 1000,
    clock: {
      now: () => 0,
      async sleep() {
        look++
        if (look > looks) stop.abort()
        else await between(look)
      },
    },
    signal: stop.signal,
  })
  return { taken, told }
}

test('A file is taken when it stood still for two looks, and once; others stay where they are', async () => {
  await Promise.all([put('b.csv'), put('a.csv', 'x\n1\n'), put('note.txt')])
  expect((await watched(1)).taken).toEqual([])
  expect((await watched(5)).taken).toEqual(['a.csv', 'b.csv'])
})

test('A file that is still growing is waited for', async () => {
  const grow = async (look: number) => (look < 5 ? appendFile(join(folder, 'slow.csv'), `a,${look}\n`) : undefined)
  expect((await watched(4, grow)).taken).toEqual([])
  expect((await watched(3)).taken).toEqual(['slow.csv'])
})

test('Not again after a restart, nor when touched or renamed there and back; but with another content it is another file', async () => {
  const journal = new Set<string>()
  await put('a.csv')
  expect((await watched(3, undefined, journal)).taken).toEqual(['a.csv'])
  const change = async (look: number) => {
    if (look === 2) await rename(join(folder, 'a.csv'), join(folder, 'a.tmp'))
    if (look === 3) await rename(join(folder, 'a.tmp'), join(folder, 'a.csv'))
    if (look === 6) await put('a.csv', 'a,b\n3,4\n')
  }
  expect((await watched(5, change, journal)).taken).toEqual([])
  expect((await watched(8, change, journal)).taken).toEqual(['a.csv'])
  await put('copy.csv', 'a,b\n3,4\n')
  expect((await watched(3, undefined, journal)).taken).toEqual(['copy.csv'])
})

test('A file that cannot be taken is told once, and the others go on', async () => {
  await Promise.all([put('bad.csv', 'PDF'), put('good.csv')])
  const refuse = ({ name }: FolderFile) =>
    name === 'bad.csv' ? new Failure('file.not-csv', 'permanent', { file: name, why: 'it is odd' }) : undefined
  expect(await watched(6, undefined, new Set(), refuse)).toEqual({ taken: ['good.csv'], told: ['file.not-csv'] })
})

test('What fails only for now is tried again', async () => {
  await put('a.csv')
  let tries = 0
  const refuse = () => (++tries < 3 ? new Failure('data.full', 'transient', { folder }) : undefined)
  expect(await watched(6, undefined, new Set(), refuse)).toEqual({ taken: ['a.csv'], told: ['data.full', 'data.full'] })
})

test('A folder that is away is told once, and looked at again', async () => {
  const away = async (look: number) => {
    if (look === 1) await rm(folder, { recursive: true })
    if (look === 4) {
      const { mkdir } = await import('node:fs/promises')
      await mkdir(folder)
      await put('late.csv')
    }
  }
  expect(await watched(7, away)).toEqual({ taken: ['late.csv'], told: ['folder.missing'] })
})
