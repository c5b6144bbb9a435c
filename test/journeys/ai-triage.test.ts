/** A model sorts records: what it is sure of goes on, what it is not needs a person, and no question is asked twice. */
import { describe, expect, test } from 'vitest'
import { type RunView, sentenceOf } from '#engine'
import { answerTask, listTasks } from '#studio'
import { flowOf } from '../fixtures/drive-flow.ts'
import { faultsAt, questionsAt, runFlow, SURE, triage, UNSURE } from '../fixtures/triage.ts'
import { freshFolder, practiceIn, studioIn } from './practice.ts'

const recordsOf = (context: ReturnType<typeof studioIn>, view: RunView) => {
  const n = context.store.runs.get(view.run)?.n ?? 0
  return context.store.records.records(n, { offset: 0, limit: 100 }).records
}

describe('with the practice model, which needs no network', () => {
  test('what it is sure of is sorted, what it is not is held with what it saw and said', async () => {
    const context = studioIn(freshFolder())
    const view = await runFlow(context, triage([...SURE, UNSURE]))
    expect(view).toMatchObject({ state: 'finished', outcomes: { discarded: 3, held: 1 }, newlyHeld: 1 })
    expect(view.steps.sort?.ports).toEqual({ main: 3, 'low-confidence': 1 })
    expect(view.models).toMatchObject({ sort: { asked: 4, reused: 0 } })
    const held = recordsOf(context, view).find(({ outcome }) => outcome === 'held')
    expect(held?.reason).toMatchObject({ code: 'model.unsure', values: { confidence: 33, threshold: 70 } })
    expect(held?.reason?.details).toMatchObject({ saw: '{"message":"Good morning"}' })
    expect(sentenceOf('model.unsure', held?.reason?.values)).toContain('33% sure where the step asks for 70%')
  })

  test('each choice may have an exit of its own', async () => {
    const context = studioIn(freshFolder())
    const ways = ['case-1', 'case-2', 'case-3']
    const flow = flowOf(
      { ...triage(SURE, { settings: { routes: true, into: '' } }).steps, other: { kind: 'end', settings: {} } },
      ['read>sort', ...ways.map((port) => `sort.${port}>${port === 'case-1' ? 'done' : 'other'}`)],
      { connections: { ai: { name: 'AI', connector: 'practice-model' } } },
    )
    const view = await runFlow(context, flow)
    expect(view.steps.sort?.ports).toEqual({ 'case-1': 1, 'case-2': 1, 'case-3': 1 })
  })

  test('the same question is answered from memory, in this run and in others, until the prompt changes', async () => {
    const context = studioIn(freshFolder())
    const [one = UNSURE] = SURE
    const view = await runFlow(context, triage([one, one, one]))
    expect(view.models?.sort).toMatchObject({ asked: 1, reused: 2 })
    expect((await runFlow(context, triage([one, one]))).models?.sort).toMatchObject({ asked: 0, reused: 2 })
    const other = triage([one], { settings: { instructions: 'Be strict' } })
    expect((await runFlow(context, other)).models?.sort).toMatchObject({ asked: 1, reused: 0 })
  })

  test('what a person corrects becomes a labelled sample of the step', async () => {
    const context = studioIn(freshFolder())
    const flow = flowOf(
      {
        ...triage([UNSURE]).steps,
        ask: { kind: 'correct', settings: { question: 'Which?', person: 'Ada', fields: ['category'] } },
      },
      ['read>sort', 'sort>done', 'sort.low-confidence>ask', 'ask>done'],
      { connections: { ai: { name: 'AI', connector: 'practice-model' } } },
    )
    await runFlow(context, flow)
    const [task] = listTasks(context, 'flow', 0, 10).tasks
    expect(task?.fields).toEqual({ category: 'Billing' })
    await answerTask(context, task?.id ?? 0, { answer: 'correct', data: { category: 'Sales' }, by: 'Ada' })
    expect(context.store.models.corrections('flow', 'sort')).toMatchObject([
      {
        input: '{"message":"Good morning"}',
        suggested: { category: 'Billing' },
        wanted: { category: 'Sales' },
        by: 'Ada',
      },
    ])
    await context.runner.running('flow')?.done
  })
})

const VENDORS = [
  ['openai', 'gpt-5.4-mini'],
  ['anthropic', 'claude-haiku-5-5'],
  ['openai-compatible', 'llama3.1'],
] as const

describe.each(VENDORS)('with the practice %s', (connector, model) => {
  test('questions and answers go over HTTP in its own form, and tokens are counted', async () => {
    const folder = freshFolder()
    const practice = await practiceIn(folder)
    const context = studioIn(folder)
    const priced = { priceIn: 2, priceOut: 10, threshold: 50 }
    const view = await runFlow(context, triage(SURE, { connector, model, settings: priced }))
    expect(view).toMatchObject({ state: 'finished', outcomes: { discarded: 3 } })
    const { asked, tokens, cost = 0 } = view.models?.sort ?? { asked: 0, tokens: { in: 0, out: 0 } }
    expect(asked).toBe(3)
    expect(tokens.in).toBeGreaterThan(tokens.out)
    expect(cost).toBeCloseTo((tokens.in * 2 + tokens.out * 10) / 1e6)
    const { total, objects } = await questionsAt(practice, connector)
    expect(total).toBe(3)
    expect(objects[0]?.body.question).toMatch(/^<record>\n\{"message":.*\}\n<\/record>$/s)
  })

  test('an answer that is refused, cut off or of another form needs a person; a spent quota never passes by waiting', async () => {
    const folder = freshFolder()
    await practiceIn(folder)
    const context = studioIn(folder)
    const [one = UNSURE] = SURE
    const reasonWith = async (quirk: string) => {
      const view = await runFlow(context, triage([one], { connector, model: quirk }))
      expect([view.state, view.outcomes.held], quirk).toEqual(['finished', 1])
      const [record] = recordsOf(context, view)
      return { code: record?.reason?.code, exits: view.steps.sort?.ports }
    }
    const unsure = { 'low-confidence': 1 }
    expect(await reasonWith('practice-refuses')).toEqual({ code: 'model.refused', exits: unsure })
    expect(await reasonWith('practice-cut-off')).toEqual({ code: 'model.unusable', exits: unsure })
    expect(await reasonWith('practice-rambles')).toEqual({ code: 'model.unusable', exits: unsure })
    expect(await reasonWith('practice-no-quota')).toEqual({ code: 'model.not-answered', exits: { error: 1 } })
    expect(await reasonWith('no-such-model')).toEqual({ code: 'model.not-answered', exits: { error: 1 } })
  })

  test('too many questions wait, what is away is tried again, and a refused key pauses the connection', async () => {
    const folder = freshFolder()
    const practice = await practiceIn(folder)
    const context = studioIn(folder)
    await faultsAt(practice, connector, { storm: { answers: 2, waitMs: 30 } })
    const settings = { threshold: 40 }
    expect(await runFlow(context, triage(SURE, { connector, model, settings }))).toMatchObject({
      outcomes: { discarded: 3 },
    })
    await faultsAt(practice, connector, { unavailable: 2 })
    const again = { ...settings, instructions: 'Again' }
    expect(await runFlow(context, triage(SURE, { connector, model, settings: again }))).toMatchObject({
      outcomes: { discarded: 3 },
    })
    await faultsAt(practice, connector, { token: 'revoked' })
    const more = { ...settings, instructions: 'Once more' }
    const view = await runFlow(context, triage(SURE, { connector, model, settings: more }))
    expect(view).toMatchObject({ state: 'interrupted', reason: { code: 'call.sign-in' }, outcomes: { waiting: 3 } })
  })
})
