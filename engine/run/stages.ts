/** Turns the passes of one record into stages a person can follow: what arrived at each step, what left, by which exit, and why. */
import type { Connector } from '../connect/declare.ts'
import { objectIn } from '../connect/fields.ts'
import { isSameValue } from '../connect/same.ts'
import { isUnchanged } from '../connect/write.ts'
import type { Data, Json } from '../model/json.ts'
import type { Pass } from './advance.ts'
import type { WriteEffect } from './effects.ts'
import type { Plan } from './plan.ts'
import type { FieldChange, Stage, WriteStory } from './story.ts'

/** Adds passes to stages; an exit of a step that was entered before completes its stage. */
export function addStages(stages: Stage[], passes: readonly Pass[], came: Data): void {
  let before = stages.at(-1)?.after ?? came
  for (const pass of passes) {
    const last = stages.at(-1)
    if (!pass.entered && last?.step === pass.step) complete(last, pass)
    else {
      const stage: Stage = { step: pass.step, before, after: pass.data }
      complete(stage, pass)
      stages.push(stage)
    }
    before = pass.data
  }
}

function complete(stage: Stage, pass: Pass): void {
  stage.after = pass.data
  if (pass.port) stage.port = pass.port
  if (pass.reason) stage.reason = pass.reason
}

/** Field by field, what a write changes: `before` is what the target had, null when there was nothing, undefined when unknown. */
export function changesOf(body: Record<string, Json>, before: Record<string, Json> | null | undefined): FieldChange[] {
  return Object.entries(body)
    .map(([field, value]): FieldChange => {
      if (before === undefined) return { field, new: value }
      const old = before?.[field] ?? null
      return { field, old, new: value }
    })
    .filter(({ old, new: value }) => old === undefined || !isSameValue(value, old))
}

/** What a write would do, from what the target has now. */
export function previewOf(
  plan: Plan,
  connectors: Readonly<Record<string, Connector>>,
  effect: WriteEffect,
  found: { id: string; fields: Record<string, Json> } | undefined,
): WriteStory {
  const does = !found ? 'create' : isUnchanged(effect.body, found.fields) ? 'unchanged' : 'update'
  const story: WriteStory = {
    does,
    preview: true,
    ...namesOf(plan, connectors, effect),
    changes: changesOf(effect.body, found ? found.fields : null),
  }
  if (found) story.targetId = found.id
  return story
}

/** The names under which a write's target is known to people. */
export function namesOf(
  plan: Plan,
  connectors: Readonly<Record<string, Connector>>,
  { write, key }: Pick<WriteEffect, 'write' | 'key'>,
): Pick<WriteStory, 'system' | 'object' | 'matchField' | 'key'> {
  const connector = connectors[write.connector]
  const operation = connector?.operations[write.operation]
  const { described } = plan.flow.connections[write.connection] ?? {}
  const object = operation && objectIn(connector, operation.object, described)
  return {
    system: plan.flow.connections[write.connection]?.name ?? write.connection,
    object: object?.title ?? write.operation,
    matchField: object?.unique.find(({ name }) => name === write.matchField)?.label ?? write.matchField,
    key,
  }
}
