/** One table gives every code its words: what happened, the effect on the records, and what to do next. `{name}` takes a value. */
import { BUNDLE_CODES } from './codes/bundle.ts'
import { CALL_CODES } from './codes/calls.ts'
import type { CodeWords } from './codes/code-words.ts'
import { DRIFT_CODES } from './codes/drift.ts'
import { FILE_CODES } from './codes/files.ts'
import { FLOW_CODES } from './codes/flow.ts'
import { FORMULA_CODES } from './codes/formulas.ts'
import { HOST_CODES } from './codes/hosts.ts'
import { IMPORT_CODES } from './codes/imports.ts'
import { MODEL_CODES } from './codes/models.ts'
import { NEAR_CODES } from './codes/near.ts'
import { OPERATE_CODES } from './codes/operate.ts'
import { PRIVACY_CODES } from './codes/privacy.ts'
import { RECORD_CODES } from './codes/records.ts'
import { SIGN_IN_CODES } from './codes/sign-ins.ts'
import { STEP_CODES } from './codes/steps.ts'
import { STRUCTURE_CODES } from './codes/structure.ts'
import { TRIGGER_CODES } from './codes/triggers.ts'
import { VERSION_CODES } from './codes/versions.ts'

export type { CodeWords } from './codes/code-words.ts'

export const CODES = {
  ...FILE_CODES,
  ...FLOW_CODES,
  ...RECORD_CODES,
  ...CALL_CODES,
  ...STRUCTURE_CODES,
  ...BUNDLE_CODES,
  ...HOST_CODES,
  ...IMPORT_CODES,
  ...STEP_CODES,
  ...FORMULA_CODES,
  ...TRIGGER_CODES,
  ...NEAR_CODES,
  ...MODEL_CODES,
  ...VERSION_CODES,
  ...OPERATE_CODES,
  ...PRIVACY_CODES,
  ...DRIFT_CODES,
  ...SIGN_IN_CODES,
} satisfies Record<string, CodeWords>

export type Code = keyof typeof CODES

export const isCode = (text: string): text is Code => Object.hasOwn(CODES, text)

/** Fills the words of a code. A missing value is written as `unknown`, never left as a hole. */
export function wordsOf(code: Code, values: Record<string, unknown> = {}): CodeWords {
  const words = CODES[code]
  return { what: fill(words.what, values), effect: fill(words.effect, values), next: fill(words.next, values) }
}

/** The three sentences as one text, for places that have only one line. */
export function sentenceOf(code: Code, values: Record<string, unknown> = {}): string {
  const { what, effect, next } = wordsOf(code, values)
  return [what, effect, next].filter((part) => part !== '').join(' ')
}

const fill = (text: string, values: Record<string, unknown>): string =>
  text.replace(/\{([a-zA-Z]+)\}/g, (_, key: string) => {
    const value = Object.hasOwn(values, key) ? values[key] : undefined
    if (value === undefined || value === null || value === '') return 'unknown'
    if (typeof value === 'number') return value.toLocaleString('en-US')
    return Array.isArray(value) ? value.join(', ') : String(value)
  })
