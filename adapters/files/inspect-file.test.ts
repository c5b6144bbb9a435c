import { createHash } from 'node:crypto'
import { symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inspectFile } from './index.ts'
import { failureOf, type MadeFolder, madeFolder } from './made-file.ts'

let folder: MadeFolder
beforeAll(async () => {
  folder = await madeFolder()
})
afterAll(() => folder[Symbol.asyncDispose]())

const refusal = async (name: string, content: string | Uint8Array): Promise<unknown> =>
  failureOf(inspectFile(await folder.file(name, content)))
const utf16be = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16()

test('A plain file is told by name, size, fingerprint, columns and first rows', async () => {
  const content = 'Name,Phone\nAda,1\nBob,2\n'
  const facts = await inspectFile(await folder.file('plain.csv', content))
  expect(facts).toEqual({
    name: 'plain.csv',
    kind: 'csv',
    bytes: 23,
    modified: expect.any(Number),
    fingerprint: createHash('sha256').update(content).digest('hex'),
    columns: ['Name', 'Phone'],
    separator: ',',
    encoding: 'utf-8',
    notes: [],
    sample: [
      { Name: 'Ada', Phone: '1' },
      { Name: 'Bob', Phone: '2' },
    ],
  })
})

test('The sample stops after 50 rows', async () => {
  const rows = Array.from({ length: 200 }, (_, index) => `${index},x`).join('\n')
  const { sample } = await inspectFile(await folder.file('many.csv', `n,x\n${rows}`))
  expect(sample.map((row) => row.n)).toEqual(Array.from({ length: 50 }, (_, index) => String(index)))
})

test('A file that is not there, a folder, and a link to itself are refused by name', async () => {
  const link = join(folder.path, 'link.csv')
  await symlink(link, link)
  const file = await folder.file('in-the-way.csv', 'a,b\n1,2')
  expect(await failureOf(inspectFile(join(folder.path, 'no.csv')))).toEqual({
    code: 'file.missing',
    category: 'permanent',
    file: 'no.csv',
  })
  expect(await failureOf(inspectFile(join(file, 'below.csv')))).toMatchObject({ code: 'file.missing' })
  expect(await failureOf(inspectFile(folder.path))).toMatchObject({ code: 'file.unreadable', why: 'it is a folder' })
  expect(await failureOf(inspectFile(link))).toMatchObject({
    code: 'file.unreadable',
    why: 'it is a link that leads to itself',
  })
})

test.each([
  ['nothing', ''],
  ['only a UTF-8 mark', Buffer.from([0xef, 0xbb, 0xbf])],
  ['only a UTF-16 mark', Buffer.from([0xff, 0xfe])],
  ['only blank lines', '\n\n  \r\n'],
])('A file with %s is empty', async (_, content) => {
  expect(await refusal('empty.csv', content)).toEqual({ code: 'file.empty', category: 'permanent', file: 'empty.csv' })
})

test.each(['Name,Phone', 'Name,Phone\n', '\nName,Phone\r\n\r\n  \r\n'])(
  'A header alone (%j) is no rows',
  async (content) => {
    expect(await refusal('header.csv', content)).toEqual({
      code: 'file.no-rows',
      category: 'permanent',
      file: 'header.csv',
    })
  },
)

test.each([
  ['a PNG', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 'it is a picture (PNG)'],
  ['a PDF', '%PDF-1.7\n1 0 obj', 'it is a PDF document'],
  ['a gzip', Buffer.from('1f8b08000000000000034b4c4a06', 'hex'), 'it is a packed (gzip) file'],
  ['zero bytes in text', 'Name,Phone\nAda\0,1\n', 'it holds bytes that are not text'],
  [
    'noise',
    Buffer.from(Array.from({ length: 4000 }, (_, i) => 1 + ((i * i * 7 + i * 13) % 255))),
    'it holds bytes that are not text',
  ],
  ['HTML', '<!DOCTYPE html>\n<html><body>Sign in, please</body></html>', 'it is a web page (HTML)'],
  ['XML', '<?xml version="1.0"?><rows></rows>', 'it is an XML document'],
])('Not a table: %s', async (_, content, why) => {
  expect(await refusal('odd.csv', content)).toEqual({
    code: 'file.not-csv',
    category: 'permanent',
    file: 'odd.csv',
    why,
  })
})

test('A header that begins with a bracket is still a header', async () => {
  const { columns } = await inspectFile(await folder.file('brackets.csv', '[id],<name>,{x}\n1,Ada,2\n'))
  expect(columns).toEqual(['[id]', '<name>', '{x}'])
})

const words = 'Náme;Cafè\nJosé;ñandú\nŠárka;€ 5\n'
test.each([
  ['utf-8', Buffer.from(words)],
  ['utf-8', Buffer.from(`\ufeff${words}`)],
  ['utf-16le', Buffer.from(`\ufeff${words}`, 'utf16le')],
  ['utf-16be', utf16be(`\ufeff${words}`)],
  ['utf-16le', Buffer.from(words, 'utf16le')],
  ['utf-16be', utf16be(words)],
  // Š and € stand where Latin-1 has control characters: Windows' own characters.
  ['windows-1252', Buffer.from(words.replace('Š', '\x8a').replace('€', '\x80'), 'latin1')],
])('%s is recognised', async (encoding, content) => {
  const facts = await inspectFile(await folder.file('encoded.csv', content))
  expect(facts).toMatchObject({ encoding, columns: ['Náme', 'Cafè'], separator: ';' })
  expect(facts.sample).toEqual([
    { Náme: 'José', Cafè: 'ñandú' },
    { Náme: 'Šárka', Cafè: '€ 5' },
  ])
})

test('The encoding is judged over the whole file, not over its beginning', async () => {
  const plain = 'name,city\n'.concat('Ada,Bath\n'.repeat(100_000))
  const late = await inspectFile(await folder.file('late.csv', Buffer.from(`${plain}José,Köln\n`, 'latin1')))
  const valid = await inspectFile(await folder.file('valid.csv', `${plain}José,Köln\n`))
  expect([late.encoding, valid.encoding]).toEqual(['windows-1252', 'utf-8'])
})

test('UTF-8 that is damaged but certain stays UTF-8, and the damage is told', async () => {
  const brokenOff = Buffer.concat([Buffer.from('a,b\né,ü\n1,'), Buffer.from([0xc3])])
  const marked = Buffer.concat([Buffer.from('\ufeffa,b\né,'), Buffer.from([0xff, 0x0a])])
  for (const content of [brokenOff, marked]) {
    const { encoding, notes, sample } = await inspectFile(await folder.file('cut.csv', content))
    expect(encoding).toBe('utf-8')
    expect(notes).toEqual([{ code: 'file.characters-replaced', values: { file: 'cut.csv' } }])
    expect(sample.at(-1)?.b).toBe('\ufffd')
  }
})

test('An encoding that is only assumed is told', async () => {
  const { notes } = await inspectFile(await folder.file('western.csv', Buffer.from('a,b\né,ü\n', 'latin1')))
  expect(notes).toEqual([{ code: 'file.encoding-assumed', values: { file: 'western.csv' } }])
})

test('The line in which Excel names the separator is neither header nor row', async () => {
  for (const separator of [',', ';', '\t', '|']) {
    const path = await folder.file('excel.csv', `\ufeffsep=${separator}\r\na${separator}b\r\n1,5;2${separator}x\r\n`)
    const facts = await inspectFile(path)
    expect(facts).toMatchObject({ columns: ['a', 'b'], separator })
    expect(facts.sample).toHaveLength(1)
  }
})

test.each([
  [',', 'Name,Price;net,City\nAda,1;2,Bath\n'],
  [';', 'Name;Address\nAda;1 Main St, Bath\nBob;2 Main St, York\n'],
  ['\t', 'Name\tNote, long\nAda\ta, b\n'],
  ['|', 'Name|Phone\nAda|1\n'],
  [',', '"Last; first; middle",Phone\n"a;b;c",1\n'],
  [',', 'Name\nAda\nBob\n'],
  [';', 'a;b;c\n1,5;2,5;3,5\n1;2\n'],
])('The separator %j is found', async (separator, content) => {
  expect(await inspectFile(await folder.file('separated.csv', content))).toMatchObject({ separator })
})

test('Repeated and blank headers get names of their own, and it is told', async () => {
  const path = await folder.file('header.csv', 'Phone,Name,Phone, ,Phone (2),,Phone\n1,2,3,4,5,6,7\n')
  const { columns, notes, sample } = await inspectFile(path)
  expect(columns).toEqual(['Phone', 'Name', 'Phone (3)', 'Column 4', 'Phone (2)', 'Column 6', 'Phone (4)'])
  expect(Object.values(sample[0]!)).toEqual(['1', '2', '3', '4', '5', '6', '7'])
  expect(notes).toEqual([
    {
      code: 'file.header-duplicate',
      values: { file: 'header.csv', column: 'Phone', times: 3, renamed: ['"Phone (3)"', '"Phone (4)"'] },
    },
    { code: 'file.header-blank', values: { file: 'header.csv', position: 4, renamed: 'Column 4' } },
    { code: 'file.header-blank', values: { file: 'header.csv', position: 6, renamed: 'Column 6' } },
  ])
})

test('Columns with the names of built-in members are only fields', async () => {
  const { columns, sample } = await inspectFile(
    await folder.file('members.csv', '__proto__,constructor,toString\n1,2,3\n'),
  )
  expect(columns).toEqual(['__proto__', 'constructor', 'toString'])
  expect('hasOwnProperty' in sample[0]!).toBe(false)
  expect(Object.entries(sample[0]!)).toEqual([
    ['__proto__', '1'],
    ['constructor', '2'],
    ['toString', '3'],
  ])
})

test('A header whose quotation mark never closes is refused', async () => {
  expect(await refusal('open.csv', '"Name,Phone\nAda,1\n')).toMatchObject({ code: 'file.not-csv' })
})
