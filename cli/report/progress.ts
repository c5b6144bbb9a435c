/** A bar on standard error while a run is under way, when somebody is there to see it. */
import { SingleBar } from 'cli-progress'
import { applyRunEvent, type RunView } from '#engine'
import type { Context } from '#studio'

/** Follows the run from `begin` on, until the returned function is called. */
export function showProgress(context: Context, begin: RunView): () => void {
  if (!process.stderr.isTTY) return () => undefined
  const bar = new SingleBar({
    format: '{bar} {value} of {total} records that came in have ended',
    stream: process.stderr,
    clearOnComplete: true,
    hideCursor: true,
    gracefulExit: false,
  })
  let view: RunView | undefined = begin
  const settled = ({ received, outcomes }: RunView) => received - outcomes.waiting
  bar.start(begin.received, settled(begin))
  const stop = context.runner.watch.listen(begin.flow, (events) => {
    for (const event of events) view = applyRunEvent(view, event)
    if (!view) return
    bar.setTotal(view.received)
    bar.update(settled(view))
  })
  return () => {
    stop()
    bar.stop()
  }
}
