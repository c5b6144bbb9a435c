/** Summaries of first sentences, and drafts from a template. */
import type { Json } from '../../model/json.ts'
import { textsIn } from './words.ts'

export interface Written {
  text: string
  confidence: number
  reason: string
}

/** Few words say little. */
const FEW = 5

export function summaryOf(record: Json, most: number): Written {
  const longest = textsIn(record).reduce((best, text) => (text.length > best.length ? text : best), '')
  const words = wordsOf(longest)
  if (words.length === 0) return { text: '(nothing to say)', confidence: 0.2, reason: 'The record has no text.' }
  const sentences = longest.replace(/\s+/g, ' ').match(/[^.!?]+[.!?]*/g) ?? [longest]
  let text = ''
  for (const sentence of sentences) {
    if (text !== '' && wordsOf(`${text} ${sentence}`).length > most) break
    text = `${text} ${sentence.trim()}`.trim()
  }
  const kept = wordsOf(text)
  return {
    text: kept.length > most ? `${kept.slice(0, most).join(' ')}…` : text,
    confidence: words.length < FEW ? 0.5 : 0.86,
    reason: 'These are the first sentences of its longest text.',
  }
}

export function draftOf(record: Json, most: number): Written {
  const about = subjectOf(record)
  const whole = textsIn(record).join(' ')
  const name = /\[name-\d+\]/.exec(whole)?.[0]
  const text = [
    name ? `Dear ${name},` : 'Hello,',
    '',
    about === '' ? 'thank you for your message.' : `thank you for your message about "${about}".`,
    'We have received it and are looking into it. You will hear from us soon.',
    '',
    'Kind regards',
  ].join('\n')
  const few = wordsOf(whole).length < FEW
  return {
    text: wordsOf(text).length > most ? wordsOf(text).slice(0, most).join(' ') : text,
    confidence: few ? 0.45 : 0.8,
    reason: few ? 'The record says too little to answer.' : 'It is a usual first reply.',
  }
}

/** A short text of the record: its subject or title where it has one. */
function subjectOf(record: Json): string {
  const fields = record !== null && typeof record === 'object' && !Array.isArray(record) ? Object.entries(record) : []
  const named = fields.find(([name, value]) => /subject|title|topic|reason/i.test(name) && typeof value === 'string')
  const text =
    typeof named?.[1] === 'string' ? named[1] : (textsIn(record).find((one) => wordsOf(one).length > 1) ?? '')
  return wordsOf(text).slice(0, 12).join(' ')
}

const wordsOf = (text: string): string[] => text.split(/\s+/).filter((word) => word !== '')
