/** The controls of which a step's form is made, and the shape of the settings that each of them edits. */
import type { Json } from '../model/json.ts'

interface FieldBase {
  /** Key in `settings`. A dot goes one level down (`key.fields`): read with `settingAt`, replace with `withSetting`. */
  key: string
  label: string
  /** One sentence under the label. */
  help?: string
  required?: boolean
  /** The control is shown, and its value is used and checked, only while that other setting has one of these values. */
  when?: { key: string; is: readonly Json[] }
}

export interface Choice {
  value: string
  label: string
}

/** How a condition compares: what the record has against `value`. `blank` and `filled` take no value. */
export const COMPARISONS = [
  'is',
  'is-not',
  'contains',
  'starts-with',
  'ends-with',
  'one-of',
  'more-than',
  'at-least',
  'less-than',
  'at-most',
  'before',
  'after',
  'blank',
  'filled',
] as const
export type Comparison = (typeof COMPARISONS)[number]

/** `{all: true, list: [...]}`: every condition must hold, or (false) any one of them. */
export type Conditions = { all: boolean; list: { field: string; is: Comparison; value: string }[] }

/** One control of the form. The screen has one component per `kind`. */
export type SettingField =
  | (FieldBase & { kind: 'text'; placeholder?: string; maxLength?: number; mono?: boolean; lines?: number })
  | (FieldBase & { kind: 'number'; min: number; max: number; unit?: string; whole?: boolean })
  | (FieldBase & { kind: 'yes-no' })
  | (FieldBase & { kind: 'choice'; choices: readonly Choice[] })
  | (FieldBase & { kind: 'choices'; choices: readonly Choice[] })
  /** Texts in order: `string[]`. */
  | (FieldBase & { kind: 'texts'; placeholder?: string; most: number })
  /** A length of time: `{amount: number, unit: 'seconds' | 'minutes' | 'hours' | 'days'}`, within the limits, in seconds. */
  | (FieldBase & { kind: 'duration'; min: number; max: number })
  /** When it starts: five cron fields, edited as a sentence. The time zone is the flow's. */
  | (FieldBase & { kind: 'schedule' })
  /** A file that was chosen or dropped: `{file: id, name, columns}`. */
  | (FieldBase & { kind: 'file' })
  /** The full path of a folder on this machine. */
  | (FieldBase & { kind: 'folder' })
  /** Example records, as a small table: `[{field: value}]`; the columns are the fields named under `fieldsKey`. */
  | (FieldBase & { kind: 'samples'; fieldsKey: string })
  /** Name of one field of the arriving record. */
  | (FieldBase & { kind: 'record-field' })
  /** Names of fields of the arriving record, in order. */
  | (FieldBase & { kind: 'record-fields'; min?: number })
  /** Fields that are compared by likeness: `[{field, as, weight}]`, `as` from `as`, weight 1 to 10. */
  | (FieldBase & { kind: 'likeness'; as: readonly Choice[] })
  /** Cleaning rules: `[{field, rules: string[]}]`, rules from `rules`. */
  | (FieldBase & { kind: 'cleaning'; rules: readonly (Choice & { help: string })[] })
  /** Conditions on the arriving record: `Conditions`. */
  | (FieldBase & { kind: 'conditions' })
  /** Cases in order, at most eight: `[{name, when: Conditions}]`; the first that holds is taken. */
  | (FieldBase & { kind: 'cases' })
  /** Names of exits in order, at most eight: `[{name}]`. */
  | (FieldBase & { kind: 'ways' })
  /**
   * New fields from old ones: `[{to, from: string[], how, value}]`, `how` from `hows`; `value` is the fixed text or the separator,
   * and the how's `fixed` is what that is called there (absent: it takes none).
   */
  | (FieldBase & {
      kind: 'shaping'
      hows: readonly (Choice & { help: string; fields: 'none' | 'one' | 'many'; fixed?: string })[]
    })
  /**
   * Names with a description each, such as the choices of a classification: `[{name, about}]`, or `[{name, about, type}]` with
   * `type` from `types`.
   */
  | (FieldBase & { kind: 'described'; most: number; types?: readonly Choice[] })
  /** A JSONata formula. */
  | (FieldBase & { kind: 'formula' })
  /** Id of one of the flow's contracts, edited in place. */
  | (FieldBase & { kind: 'contract' })
  /** Id of one of the flow's connections; `for: 'models'`: those that answer questions to a model. */
  | (FieldBase & { kind: 'connection'; for?: 'models' })
  /** Id of an operation of the chosen connection's connector; `for` says which kind of operations are offered. */
  | (FieldBase & { kind: 'operation'; connectionKey: string; for?: 'write' | 'look' | 'list' })
  /** The target's unique field that carries the match key; offers those of the chosen operation. */
  | (FieldBase & { kind: 'target-key'; connectionKey: string; operationKey: string })
  /** Names of fields of the chosen operation's object. */
  | (FieldBase & { kind: 'target-fields'; connectionKey: string; operationKey: string })
  /** Target fields from record fields: `[{to, from}]`. */
  | (FieldBase & { kind: 'mapping'; connectionKey: string; operationKey: string })
  /** Another saved flow, taken into this one as it is now: key in the flow's `subflows`. */
  | (FieldBase & { kind: 'subflow' })
