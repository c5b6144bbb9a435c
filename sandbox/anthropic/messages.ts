// POST /v1/messages without streaming; structured output by output_config.format, or by one tool that must be used.
import { isRecord, type Reply } from '../http/exchange.ts'
import type { Desk } from '../kit/system.ts'
import { answerTo, tokensIn } from '../models/answer-to.ts'
import { isQuirk, RAMBLE, REFUSAL } from '../models/quirks.ts'
import { fail } from './answers.ts'

const KNOWN = new Set(
  'model messages max_tokens system temperature top_p top_k stop_sequences stream tools tool_choice metadata service_tier thinking output_config cache_control container context_management inference_geo mcp_servers speed'.split(
    ' ',
  ),
)

const invalid = (message: string): Reply => fail(400, 'invalid_request_error', message)

type Body = Readonly<Record<string, unknown>>

export function messages(body: Body, models: readonly string[], desk: Desk): Reply {
  const odd = Object.keys(body).find((name) => !KNOWN.has(name))
  if (odd) return invalid(`${odd}: Extra inputs are not permitted`)
  const { model, max_tokens: most, messages: said, stream } = body
  if (typeof model !== 'string') return invalid('model: Field required')
  if (!models.includes(model)) return fail(404, 'not_found_error', `model: ${model}`)
  if (typeof most !== 'number' || most < 1) return invalid('max_tokens: Field required')
  if (!Array.isArray(said) || said.length === 0) return invalid('messages: at least one message is required')
  if (stream === true) return invalid('The practice system does not stream.')
  const form = formOf(body)
  if (typeof form === 'string') return invalid(form)
  if (isQuirk(model, 'quota')) return fail(402, 'billing_error', 'There is a problem with the billing of your account.')
  return message(model, body, form, desk)
}

/** The schema of the answer, and how it is asked for. */
type Form = { schema: unknown; tool?: string } | undefined

function formOf({ output_config: config, tools, tool_choice: choice }: Body): Form | string {
  const format = isRecord(config) ? config.format : undefined
  if (isRecord(format)) {
    const { type, schema } = format
    if (type !== 'json_schema') return 'output_config.format.type: Input should be json_schema'
    if (!isRecord(schema) || schema.additionalProperties !== false)
      return "output_config.format.schema: For 'object' type, 'additionalProperties' must be explicitly set to false"
    return { schema }
  }
  if (tools === undefined) return undefined
  const [only] = Array.isArray(tools) ? tools : []
  if (
    !isRecord(only) ||
    typeof only.name !== 'string' ||
    !isRecord(choice) ||
    !['tool', 'any'].includes(String(choice.type))
  )
    return 'The practice system uses one tool, and only one that must be used.'
  return { schema: only.input_schema, tool: only.name }
}

function message(model: string, body: Body, form: Form, desk: Desk): Reply {
  const text = lastOf(body.messages)
  const value = form && answerTo(text, form.schema)
  const whole = form ? JSON.stringify(value) : `You said: ${text.slice(0, 200)}`
  const [refuses, cut] = [isQuirk(model, 'refuses'), isQuirk(model, 'cut')]
  const said = refuses ? REFUSAL : isQuirk(model, 'rambles') ? RAMBLE : cut ? whole.slice(0, whole.length / 2) : whole
  const asTool = form?.tool !== undefined && said === whole
  const kept = desk.docs.insert('questions', { model, question: text.slice(0, 2000), said })
  desk.docs.effect('questions', kept.id, 'created')
  const content = asTool
    ? [{ type: 'tool_use', id: `toolu_practice${kept.id}`, name: form.tool, input: value }]
    : [{ type: 'text', text: said, citations: null }]
  return {
    status: 200,
    body: {
      id: `msg_practice${kept.id}`,
      type: 'message',
      role: 'assistant',
      model,
      content,
      stop_reason: refuses ? 'refusal' : cut ? 'max_tokens' : asTool ? 'tool_use' : 'end_turn',
      stop_sequence: null,
      stop_details: refuses ? { type: 'refusal', category: null, explanation: REFUSAL } : null,
      usage: {
        input_tokens: tokensIn(JSON.stringify([body.system ?? '', body.messages])),
        output_tokens: tokensIn(said),
        cache_creation_input_tokens: 0,
        cache_read_input_tokens: 0,
        service_tier: 'standard',
      },
    },
  }
}

/** The text of the last message of the person. */
function lastOf(said: unknown): string {
  const list = Array.isArray(said) ? said.filter(isRecord) : []
  const content = list.findLast(({ role }) => role === 'user')?.content
  if (typeof content === 'string') return content
  if (!Array.isArray(content)) return ''
  return content.map((part) => (isRecord(part) && typeof part.text === 'string' ? part.text : '')).join('\n')
}
