/** What people give to the terminal by mistake: each is answered with what happened, its effect and what to do next. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Flow } from '#engine'
import { CHILDCARE_FILE, type ErrorDocument, emptyFolder, MESSY_FILE, sluice, sluiceJson } from './cli-process.ts'

const childcare = () => JSON.parse(readFileSync(CHILDCARE_FILE, 'utf8')) as Flow

/** A flow file in a folder of its own. */
function flowFile(content: unknown): string {
  const path = join(emptyFolder(), 'my.flow.json')
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
  return path
}

/** Refused by `check` and by `run` alike, with the same code. */
async function refusals(path: string): Promise<{ check: string[]; run: ErrorDocument['error']; status: unknown[] }> {
  const checked = await sluiceJson<{ problems: { code: string }[] }>(['check', path])
  const ran = await sluiceJson<ErrorDocument>(['run', path, '--input', MESSY_FILE, '--data', emptyFolder()])
  const check = checked.document.problems.map(({ code }) => code)
  return { check, run: ran.document.error, status: [checked.status, ran.status] }
}

test.each([
  ['missing', 'nowhere.csv', undefined, 'file.missing'],
  ['empty', 'empty.csv', '', 'file.empty'],
  ['without rows', 'header.csv', 'Site name,Address\n', 'file.no-rows'],
  ['a picture', 'picture.csv', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 'file.not-csv'],
])('an input that is %s is refused by its name', async (_, name, content, code) => {
  const data = emptyFolder()
  const input = join(emptyFolder(), name)
  if (content !== undefined) writeFileSync(input, content)
  const args = ['run', 'childcare-sites', '--data', data, '--input', input]
  const { status, document, stderr } = await sluiceJson<ErrorDocument>(args)
  expect({ status, stderr, code: document.error.code }).toEqual({ status: 1, stderr: '', code })
  const { what, effect, next } = document.error
  expect(what).toContain(name)
  expect(await sluice(args)).toMatchObject({ status: 1, stdout: '', stderr: `${what}\n${effect}\n${next}\n` })
})

test('a folder in the place of an input or of a flow', async () => {
  const folder = emptyFolder()
  const input = await sluiceJson<ErrorDocument>(['run', 'childcare-sites', '--input', folder, '--data', emptyFolder()])
  expect(input.document.error.code).toBe('file.unreadable')
  const flow = await sluiceJson<ErrorDocument>(['check', folder])
  expect(flow.document.error).toMatchObject({ code: 'flow.not-json', values: { why: 'it is a folder' } })
})

test('a flow file that is not JSON says where', async () => {
  const { check, run, status } = await refusals(flowFile('{ "steps": '))
  expect({ check, code: run.code, status }).toEqual({ check: ['flow.not-json'], code: 'flow.not-json', status: [1, 1] })
  expect(run.what).toMatch(/my\.flow\.json.*line 1, column/)
})

test('a flow of a newer format is left to a newer Sluice', async () => {
  const { check, run } = await refusals(flowFile({ ...childcare(), formatVersion: 99 }))
  expect({ check, code: run.code }).toEqual({ check: ['flow.newer-format'], code: 'flow.newer-format' })
})

test('an unknown step, a circle and a wire to nowhere are told all at once', async () => {
  const flow = childcare()
  const { write, ...steps } = flow.steps
  const wire = (id: string, from: string, to: string) => ({ id, from: { step: from, port: 'main' }, to: { step: to } })
  const path = flowFile({
    ...flow,
    steps: { ...steps, write, guess: { kind: 'guess', title: 'Guess', settings: {} } },
    wires: [...flow.wires.slice(0, 3), wire('a', 'dedupe', 'clean'), wire('b', 'guess', 'nowhere')],
  })
  const { check, run, status } = await refusals(path)
  expect(status).toEqual([1, 1])
  for (const codes of [check, run.problems?.map(({ code }) => code)]) {
    expect(codes).toEqual(expect.arrayContaining(['step.unknown-kind', 'flow.cycle', 'wire.to-nowhere']))
  }
  const { stderr } = await sluice(['run', path, '--input', MESSY_FILE, '--data', emptyFolder()])
  expect(stderr).toContain('The wires go round in a circle')
  expect(stderr).toContain('does not know the step "guess"')
})

test('a flow without a file asks for one, and takes it', async () => {
  const flow = childcare()
  const read = flow.steps['read-file']
  if (!read) throw new Error('the example reads a file')
  const path = flowFile({ ...flow, steps: { ...flow.steps, 'read-file': { ...read, settings: { file: null } } } })
  const data = emptyFolder()
  const without = await sluice(['run', path, '--data', data])
  expect(without.stderr).toContain('"Read the site list" names no file yet: give one with --input FILE.')
  expect(await sluice(['run', path, '--input', MESSY_FILE, '--data', data])).toMatchObject({ status: 0 })
})

test('words that are no command, option or flow are told in one sentence', async () => {
  const data = emptyFolder()
  expect(await sluice(['fly'])).toMatchObject({ status: 1, stdout: '' })
  const unknown = await sluiceJson<ErrorDocument>(['run', 'childcare-sites', '--fast'])
  expect(unknown.document.error).toMatchObject({ code: 'usage.invalid', what: "Unknown option '--fast'." })
  const nowhere = await sluiceJson<ErrorDocument>(['run', 'no-such-flow', '--data', data])
  expect(nowhere.document.error).toMatchObject({ code: 'flow.not-found', values: { flow: 'no-such-flow' } })
  const samples = await sluice(['run', 'webhook-lead', '--input', MESSY_FILE, '--data', data])
  expect(samples.stderr).toContain('leave --input out')
})

test('help names every command and shows an example of each', async () => {
  const { status, stdout } = await sluice(['--help'])
  expect(status).toBe(0)
  for (const command of ['run', 'check', 'prove', 'export', 'verify', 'send', 'key', 'practice', 'flows', 'runs']) {
    expect(stdout).toContain(`\n  ${command} `)
  }
  expect((await sluice(['practice', 'show', '--help'])).stdout).toContain('Example:')
})
