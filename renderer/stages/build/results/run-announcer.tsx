/** Tells a screen reader how the run goes: politely, and at most once a second. */
import { useEffect, useRef, useState } from 'react'
import { type RunView, sentenceOf } from '#engine'
import { useRun } from '../../../state/run-store.ts'
import { showNumber, t } from '../../../text/index.ts'
import { sumOf } from './sum.ts'

const EVERY = 1000

export function RunAnnouncer() {
  const view = useRun((run) => run.view)
  const busy = useRun((run) => run.busy)
  const [text, setText] = useState('')
  const last = useRef(0)
  const wasBusy = useRef(false)
  useEffect(() => {
    // A run that was over when the flow was opened is no news.
    const news = busy || wasBusy.current
    wasBusy.current = busy
    if (!view || !news || (busy && view.state !== 'running')) return
    const wait = busy ? Math.max(0, EVERY - (Date.now() - last.current)) : 0
    const timer = setTimeout(() => {
      last.current = Date.now()
      setText(announcement(view))
    }, wait)
    return () => clearTimeout(timer)
  }, [view, busy])
  return (
    <p role="status" className="sr-only">
      {text}
    </p>
  )
}

function announcement(view: RunView): string {
  const { waiting } = view.outcomes
  if (view.state === 'running')
    return t('live.running', { received: view.received, waiting, done: view.received - waiting })
  if (view.state === 'interrupted')
    return t('live.interrupted', { reason: view.reason ? sentenceOf(view.reason.code, view.reason.values) : '' })
  return t(`live.${view.state}`, { sum: sumText(view) })
}

const sumText = (view: RunView): string => {
  const terms = sumOf(view).terms.map((term) => `${showNumber(term.count)} ${t(`outcome.${term.outcome}`)}`)
  return `${t('strip.in-plain', { count: view.received })}: ${terms.join(', ')}`
}
