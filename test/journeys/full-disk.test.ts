/** No room left in the middle of a run: what was confirmed is kept, it says so, and with room again the same run is finished. */
import { expect, test } from 'vitest'
import { applyRunEvent, Failure, type RunEvent, type RunView, unaccounted } from '#engine'
import { startPracticeRun } from '#studio'
import { childcare, freshFolder, practiceIn, studioIn, targetOf } from './practice.ts'

test('a run on a full disk is interrupted and can be taken up again', async () => {
  const folder = freshFolder()
  const practice = await practiceIn(folder)
  const small = studioIn(folder, { store: { maxPages: 500 } })
  const saved = await childcare(small)
  const seen: RunEvent[] = []
  small.runner.watch.listen(saved.flow.id, (events) => void seen.push(...events))
  const handle = await startPracticeRun(small, saved)
  const end = await handle.done.catch((error: unknown) => error)
  const reason = end instanceof Failure ? end : (end as { reason?: unknown }).reason
  expect(reason).toMatchObject({ code: 'data.full' })
  expect(seen.at(-1)).toMatchObject({ kind: 'run.ended', state: 'interrupted', reason: { code: 'data.full' } })
  const view = small.runner.view(handle.run)
  expect(view).toMatchObject({ state: 'interrupted' })
  expect(view && unaccounted(view)).toBe(0)
  const watched = seen.reduce<RunView | undefined>(applyRunEvent, undefined)
  expect(watched?.state).toBe('interrupted')
  await small.close()

  const roomy = studioIn(folder)
  const news: RunEvent[] = []
  roomy.runner.watch.listen(saved.flow.id, (events) => void news.push(...events))
  const again = await startPracticeRun(roomy, saved)
  expect(again).toMatchObject({ run: handle.run, resumed: true })
  expect(await again.done).toMatchObject({ state: 'finished', received: 3337, outcomes: { waiting: 0, updated: 0 } })
  expect(news[0]).toMatchObject({ kind: 'run.resumed' })
  expect(news[0] && applyRunEvent(watched, news[0])?.state).toBe('running')
  expect(news.reduce<RunView | undefined>(applyRunEvent, watched)).toMatchObject({ state: 'finished', received: 3337 })
  expect(Object.values((await targetOf(practice)).effects).every((n) => n === 1)).toBe(true)
})
