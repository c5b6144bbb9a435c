// Descriptions come from anywhere: they are read as what they are, and can neither lead elsewhere nor go on for ever.
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { Failure, importDescription } from '#engine'
import { readDescriptionAddress, readDescriptionFile, readDescriptionText } from './index.ts'

const folder = mkdtempSync(join(tmpdir(), 'sluice-openapi-'))
afterAll(() => rmSync(folder, { recursive: true }))

const schema = { type: 'object', properties: { name: { type: 'string' } } }
const content = (inner: unknown) => ({ content: { 'application/json': { schema: inner } } })
const describing = (inner: unknown, more: object = {}) => ({
  openapi: '3.0.3',
  info: { title: 'Things', version: '1' },
  servers: [{ url: 'https://api.things.test' }],
  paths: { '/things': { post: { requestBody: content(inner), responses: { 201: content(inner) } } } },
  ...more,
})

const failing = async (reading: Promise<unknown>): Promise<Failure> => {
  const found = await reading.then(
    () => undefined,
    (error: unknown) => error,
  )
  if (!(found instanceof Failure)) throw new Error(`it did not fail as it should: ${String(found)}`)
  return found
}

const fieldsIn = (root: { readonly [name: string]: unknown }) =>
  importDescription(root).connector.objects.thing?.fields.map(({ name }) => name)

test('YAML, JSON and Swagger 2 say the same', async () => {
  const yaml = `openapi: 3.1.0
info: {title: Things, version: '1'}
paths:
  /things:
    post:
      requestBody: {content: {application/json: {schema: &thing {type: object, properties: {name: {type: [string, 'null']}}}}}}
      responses: {'201': {content: {application/json: {schema: *thing}}}}
`
  const swagger = {
    swagger: '2.0',
    info: { title: 'Things', version: '1' },
    host: 'api.things.test',
    paths: {
      '/things': { post: { parameters: [{ in: 'body', name: 'body', schema }], responses: { 201: { schema } } } },
    },
  }
  for (const text of [yaml, JSON.stringify(swagger), JSON.stringify(describing(schema))]) {
    const { root } = await readDescriptionText('a', text)
    expect(fieldsIn(root)).toEqual(['name'])
  }
})

test.each([
  ['text', 'Hello', 'neither JSON nor YAML'],
  ['broken YAML', 'openapi: 3.0.0\npaths: [', 'neither JSON nor YAML'],
  ['another JSON', '{"name":"a"}', 'which kind'],
  ['a version of the future', '{"openapi":"4.0.0","paths":{}}', '4.0.0'],
  ['no paths', '{"openapi":"3.0.0"}', 'no paths'],
  ['a list', '[1]', 'neither JSON nor YAML'],
])('%s is refused with a reason', async (_, text, why) => {
  const failure = await failing(readDescriptionText('a.json', text))
  expect(failure.code).toBe('import.not-a-description')
  expect(String(failure.values.why)).toContain(why)
})

test('what names one part many times, lies endlessly deep or contains itself is refused', async () => {
  const bomb = [
    'a: &a [x,x,x,x,x,x,x,x,x,x]',
    ...'bcdefghi'.split('').map((name, at) => {
      const before = 'abcdefghi'[at]
      return `${name}: &${name} [${Array(10).fill(`*${before}`).join(',')}]`
    }),
  ].join('\n')
  const deep = `{"openapi":"3.0.0","paths":${'{"a":'.repeat(300)}1${'}'.repeat(300)}}`
  for (const text of [`openapi: 3.0.0\npaths: {}\n${bomb}`, deep]) {
    const { code } = await failing(readDescriptionText('a', text))
    expect(['import.too-large', 'import.not-a-description']).toContain(code)
  }
  const { root } = await readDescriptionText(
    'a',
    JSON.stringify(
      describing(
        { $ref: '#/components/schemas/Node' },
        {
          components: {
            schemas: {
              Node: {
                type: 'object',
                properties: {
                  name: { type: 'string' },
                  parent: { $ref: '#/components/schemas/Node' },
                  loop: { $ref: '#/components/schemas/Loop' },
                },
              },
              Loop: { $ref: '#/components/schemas/Loop' },
            },
          },
        },
      ),
    ),
  )
  expect(fieldsIn(root)).toContain('name')
})

test('parts in other files are read with consent, and from the same folder only', async () => {
  const inside = join(folder, 'inside')
  mkdirSync(join(inside, 'parts'), { recursive: true })
  writeFileSync(join(folder, 'secret.json'), JSON.stringify({ Thing: schema }))
  writeFileSync(
    join(inside, 'parts', 'thing.json'),
    JSON.stringify({ Thing: { allOf: [{ $ref: '#/Base' }] }, Base: schema }),
  )
  symlinkSync(join(folder, 'secret.json'), join(inside, 'link.json'))
  const file = (ref: string) => {
    const path = join(inside, 'a.json')
    writeFileSync(path, JSON.stringify(describing({ $ref: ref })))
    return path
  }
  const near = file('parts/thing.json#/Thing')
  expect(await failing(readDescriptionFile(near))).toMatchObject({
    code: 'import.parts-elsewhere',
    values: { parts: ['parts/thing.json'] },
  })
  expect(fieldsIn((await readDescriptionFile(near, { parts: true })).root)).toEqual(['name'])
  const away = file('../secret.json#/Thing')
  expect(await failing(readDescriptionFile(away, { parts: true }))).toMatchObject({ code: 'import.parts-elsewhere' })
  const linked = file('link.json#/Thing')
  expect(await failing(readDescriptionFile(linked, { parts: true }))).toMatchObject({ code: 'file.unreadable' })
  const remote = file('https://elsewhere.test/a.json#/Thing')
  expect(await failing(readDescriptionFile(remote, { parts: true }))).toMatchObject({ code: 'import.parts-elsewhere' })
})

test('at an address only its own origin is asked', async () => {
  const asked: string[] = []
  const answers: Record<string, string> = {
    '/near.json': JSON.stringify(describing({ $ref: '/thing.json#/Thing' })),
    '/away.json': JSON.stringify(describing({ $ref: 'http://127.0.0.1:1/thing.json#/Thing' })),
    '/thing.json': JSON.stringify({ Thing: schema }),
  }
  const server = createServer((request, response) => {
    asked.push(request.url ?? '')
    const body = answers[request.url ?? '']
    if (body === undefined) response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end()
    else response.end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  try {
    expect(await failing(readDescriptionAddress(`${origin}/near.json`))).toMatchObject({
      code: 'import.parts-elsewhere',
    })
    expect(fieldsIn((await readDescriptionAddress(`${origin}/near.json`, { parts: true })).root)).toEqual(['name'])
    expect(asked).toEqual(['/near.json', '/near.json', '/thing.json'])
    expect(await failing(readDescriptionAddress(`${origin}/away.json`, { parts: true }))).toMatchObject({
      code: 'import.parts-elsewhere',
    })
    const moved = await failing(readDescriptionAddress(`${origin}/moved.json?key=secret`))
    expect(moved).toMatchObject({ code: 'import.unreachable', values: { why: 'it leads to another address' } })
    expect(JSON.stringify(moved.values)).not.toContain('secret')
  } finally {
    server.close()
  }
})
