/** An import as it is gone through: what was read, the questions one after the other, and what will be saved. */
import { useState } from 'react'
import type { ImportAnswers, ImportQuestion, Reason } from '#engine'
import type { ImportDraft, ImportedSystem } from '#protocol'
import { asReason, connectors, knowConnectors, studio } from '../../../client/index.ts'

export type Source = { name: string; text: string } | { address: string; parts?: boolean }

export interface Progress {
  stage: 'source' | 'found' | 'question' | 'review'
  draft?: ImportDraft
  /** Kinds of entries that are wanted; absent: all. */
  kinds?: readonly string[]
  answers: ImportAnswers
  /** Questions that were answered or left open, in this order. */
  seen: readonly string[]
}

const START: Progress = { stage: 'source', answers: {}, seen: [] }

/** The question that is asked now: an answer may bring others, which come first where they belong. */
export const questionOf = ({ stage, draft, seen }: Progress): ImportQuestion | undefined =>
  stage === 'question' ? draft?.questions.find(({ id }) => !seen.includes(id)) : undefined

/** After a question: the next one, or the end of them. */
export function onward(progress: Progress): Progress {
  const open = questionOf({ ...progress, stage: 'question' })
  return { ...progress, stage: open ? 'question' : 'review' }
}

/** One step back: to the question before, or to what was found. */
export function backward(progress: Progress): Progress {
  const asked = progress.seen.filter((id) => progress.draft?.questions.some((question) => question.id === id))
  const last = asked.at(-1)
  if (last === undefined) return { ...progress, stage: 'found', seen: [] }
  return { ...progress, stage: 'question', seen: asked.slice(0, -1) }
}

/** Answers to questions that are asked no more are not sent. */
export function answersIn({ draft, answers }: Progress): ImportAnswers {
  const asked = new Set(draft?.questions.map(({ id }) => id))
  return Object.fromEntries(Object.entries(answers).filter(([id]) => asked.has(id)))
}

export function useImport() {
  const [progress, setProgress] = useState(START)
  const [busy, setBusy] = useState(false)
  const [refused, setRefused] = useState<Reason>()
  const attempt = async <T>(act: () => Promise<T>): Promise<T | undefined> => {
    setBusy(true)
    setRefused(undefined)
    try {
      return await act()
    } catch (error) {
      setRefused(asReason(error))
      return undefined
    } finally {
      setBusy(false)
    }
  }
  const chosen = (next: Progress) => ({
    draft: next.draft?.draft ?? '',
    answers: { ...next.answers },
    ...(next.kinds ? { kinds: [...next.kinds] } : {}),
  })
  const ask = (next: Progress) =>
    attempt(async () => {
      const draft = await studio().imports.ask(chosen(next))
      setProgress(onward({ ...next, draft }))
    })
  return {
    progress,
    busy,
    refused,
    dismiss: () => setRefused(undefined),
    read: (source: Source) =>
      attempt(async () => {
        const draft = await studio().imports.read(source)
        setProgress({ stage: 'found', draft, answers: draft.answers, seen: [] })
      }),
    /** `kinds` undefined: all. */
    begin(kinds: readonly string[] | undefined) {
      const { kinds: _before, ...rest } = progress
      return ask({ ...rest, seen: [], ...(kinds ? { kinds } : {}) })
    },
    /** Undefined leaves it open. */
    answer(id: string, value: string | number | undefined) {
      const { [id]: _before, ...others } = progress.answers
      const answers = value === undefined ? others : { ...others, [id]: value }
      return ask({ ...progress, answers, seen: [...progress.seen, id] })
    },
    leaveRest: () => setProgress({ ...progress, stage: 'review' }),
    back: () => setProgress(backward(progress)),
    save: (): Promise<ImportedSystem | undefined> =>
      attempt(async () => {
        const saved = await studio().imports.save({ ...chosen(progress), answers: answersIn(progress) })
        // From now on it is a system like any other, on this screen too.
        knowConnectors(await studio().app.connectors().catch(connectors))
        return saved
      }),
  }
}

export type Importing = ReturnType<typeof useImport>
