/** What is asked of models, as it leaves: OpenAI's own description knows every word of it, and every form keeps to what vendors demand. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createModels } from '#adapters/model'
import { openNetwork, sealTo } from '#adapters/net'
import { createAjvSchema } from '#adapters/schema'
import { CONNECTORS } from '#connectors'
import { type Json, type ModelJob, stepKind } from '#engine'
import { type Practice, startPractice } from '#sandbox'
import { openapiChecker, readSpec } from '../fixtures/openapi-requests.ts'
import { recordRequests } from '../fixtures/request-recorder.ts'
import { CHOICES, triage } from '../fixtures/triage.ts'

const folder = mkdtempSync(join(tmpdir(), 'sluice-models-'))
let practice: Practice

beforeAll(async () => {
  practice = await startPractice({ folder, limited: false })
})
afterAll(async () => {
  await practice.close()
  rmSync(folder, { recursive: true })
})

const KINDS: Record<string, Record<string, Json>> = {
  classify: { choices: CHOICES, into: 'category' },
  extract: {
    fields: ['text', 'number', 'yes-no', 'date', 'money', 'email', 'phone'].map((type) => ({
      ...{ name: `a ${type}`, type, about: 'As it stands there.' },
    })),
  },
  summarise: { into: 'summary', words: 20 },
  draft: { into: 'draft', brief: 'A friendly reply', words: 60 },
}

function jobOf(kind: string, speaks: 'openai' | 'anthropic', model: string): ModelJob {
  const flow = triage([])
  const settings = { connection: 'ai', model, threshold: 70, ...KINDS[kind] }
  const behaviour = stepKind(kind)?.plan(settings, {
    ...{ flow, stepId: 's', schema: createAjvSchema(), connectors: CONNECTORS },
    phone: { toE164: () => undefined },
  })
  if (behaviour?.role !== 'model') throw new Error(`${kind} asks no model`)
  const { instructions, schema, maxTokens } = behaviour.model
  const { input } = behaviour.see({ message: 'You charged my card twice. A text: x1. A number 4.' })
  const system = practice.systems[speaks]
  if (!system) throw new Error(`there is no practice ${speaks}`)
  return { speaks, ...system, model, instructions, input, schema, maxTokens, timeout: 5000 }
}

async function ask(job: ModelJob) {
  const network = openNetwork({ seal: sealTo([job.address]) })
  const recorded = recordRequests(network)
  try {
    const answer = await createModels(recorded.network).ask(job, new AbortController().signal)
    return { answer, sent: recorded.sent }
  } finally {
    await network.close()
  }
}

describe.each(Object.keys(KINDS))('%s', (kind) => {
  test('is asked of OpenAI as its description says, with a strict form, without tools, and is not kept there', async () => {
    const check = openapiChecker(readSpec('openai'))
    const { answer, sent } = await ask(jobOf(kind, 'openai', 'gpt-5.4-mini'))
    expect(sent).toHaveLength(1)
    expect(sent.flatMap(check)).toEqual([])
    const body = JSON.parse(sent[0]?.body ?? '') as Record<string, unknown>
    expect(body).toMatchObject({ response_format: { type: 'json_schema', json_schema: { strict: true } } })
    expect([body.tools, body.stream, body.store]).toEqual([undefined, undefined, undefined])
    expect(answer).toMatchObject({ said: { value: expect.objectContaining({ confidence: expect.any(Number) }) } })
  })

  test('is asked of Anthropic in a form that must be kept to', async () => {
    const { answer, sent } = await ask(jobOf(kind, 'anthropic', 'claude-haiku-5-5'))
    expect(sent).toHaveLength(1)
    const [first] = sent
    expect([first?.path, first?.headers['x-api-key']]).toEqual(['/v1/messages', practice.systems.anthropic?.token])
    expect(answer).toMatchObject({ said: { value: expect.objectContaining({ confidence: expect.any(Number) }) } })
  })
})

test('a key of the environment is never taken', async () => {
  const before = { ...process.env }
  Object.assign(process.env, { OPENAI_API_KEY: 'sk-environment', ANTHROPIC_API_KEY: 'sk-environment' })
  try {
    for (const [speaks, model] of [
      ['openai', 'gpt-5.4-mini'],
      ['anthropic', 'claude-haiku-5-5'],
    ] as const) {
      const { answer, sent } = await ask({ ...jobOf('classify', speaks, model), token: '' })
      expect(JSON.stringify(sent)).not.toContain('sk-environment')
      expect(answer).toMatchObject({ refused: { status: 401 } })
    }
  } finally {
    process.env = before
  }
})
