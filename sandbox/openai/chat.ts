// POST /v1/chat/completions without streaming and tools, and with a JSON schema as response format.
import { isRecord, type Reply } from '../http/exchange.ts'
import type { Desk } from '../kit/system.ts'
import { answerTo, tokensIn } from '../models/answer-to.ts'
import { isQuirk, RAMBLE, REFUSAL } from '../models/quirks.ts'
import { fail, spent } from './answers.ts'
import { strictProblem } from './strict.ts'

/** Names of the request that are known; others are refused, as over there. */
const KNOWN = new Set(
  'messages model store metadata frequency_penalty logit_bias logprobs max_completion_tokens max_tokens modalities n parallel_tool_calls prediction presence_penalty prompt_cache_key reasoning_effort response_format safety_identifier seed service_tier stop stream stream_options temperature tool_choice tools top_logprobs top_p user verbosity web_search_options'.split(
    ' ',
  ),
)

export function chat(body: Readonly<Record<string, unknown>>, models: readonly string[], desk: Desk): Reply {
  const odd = Object.keys(body).find((name) => !KNOWN.has(name))
  if (odd) return fail(400, `Unrecognized request argument supplied: ${odd}`)
  const { model, messages, response_format: format, stream, tools } = body
  if (typeof model !== 'string') return fail(400, 'you must provide a model parameter')
  if (!models.includes(model)) {
    const message = `The model \`${model}\` does not exist or you do not have access to it.`
    return fail(404, message, { code: 'model_not_found' })
  }
  if (!Array.isArray(messages) || messages.length === 0)
    return fail(400, "Invalid 'messages': empty array. Expected an array with minimum length 1.", {
      param: 'messages',
      code: 'empty_array',
    })
  if (stream === true || tools !== undefined) return fail(400, 'The practice system neither streams nor calls tools.')
  const schema = schemaIn(format)
  if (schema && 'why' in schema) return fail(400, schema.why, { param: 'response_format' })
  if (isQuirk(model, 'quota')) return spent()
  const said = messages.filter(isRecord).map(({ role, content }) => ({ role: String(role), text: textIn(content) }))
  return completion(model, said, schema?.schema, desk)
}

function completion(
  model: string,
  said: readonly { role: string; text: string }[],
  schema: unknown,
  desk: Desk,
): Reply {
  const text = said.findLast(({ role }) => role === 'user')?.text ?? ''
  const whole = schema === undefined ? `You said: ${text.slice(0, 200)}` : JSON.stringify(answerTo(text, schema))
  const cut = isQuirk(model, 'cut')
  const content = isQuirk(model, 'rambles') ? RAMBLE : cut ? whole.slice(0, whole.length / 2) : whole
  const refusal = isQuirk(model, 'refuses') ? REFUSAL : null
  const prompt = said.reduce((sum, one) => sum + tokensIn(one.text), 0)
  const used = tokensIn(content)
  const kept = desk.docs.insert('questions', { model, question: text.slice(0, 2000), said: refusal ?? content })
  desk.docs.effect('questions', kept.id, 'created')
  return {
    status: 200,
    body: {
      id: `chatcmpl-practice${kept.id}`,
      object: 'chat.completion',
      created: Math.floor(desk.now() / 1000),
      model,
      choices: [
        {
          index: 0,
          message: { role: 'assistant', content: refusal ? null : content, refusal, annotations: [] },
          logprobs: null,
          finish_reason: cut ? 'length' : 'stop',
        },
      ],
      usage: {
        prompt_tokens: prompt,
        completion_tokens: used,
        total_tokens: prompt + used,
        prompt_tokens_details: { cached_tokens: 0, audio_tokens: 0 },
        completion_tokens_details: {
          reasoning_tokens: 0,
          audio_tokens: 0,
          accepted_prediction_tokens: 0,
          rejected_prediction_tokens: 0,
        },
      },
      service_tier: 'default',
      system_fingerprint: null,
    },
  }
}

function schemaIn(format: unknown): { schema: unknown } | { why: string } | undefined {
  if (!isRecord(format) || format.type === 'text') return undefined
  if (format.type === 'json_object') return { schema: {} }
  const described = isRecord(format.json_schema) ? format.json_schema : undefined
  if (format.type !== 'json_schema' || !described) return { why: "Invalid value: 'response_format.type'." }
  const { name, schema, strict } = described
  if (typeof name !== 'string' || !/^[\w-]{1,64}$/.test(name))
    return { why: "Missing required parameter: 'response_format.json_schema.name'." }
  const problem = strict === true ? strictProblem(schema, []) : undefined
  return problem ? { why: `Invalid schema for response_format '${name}': ${problem}` } : { schema }
}

/** A text, or parts of one. */
function textIn(content: unknown): string {
  if (typeof content === 'string') return content
  if (!Array.isArray(content)) return ''
  return content.map((part) => (isRecord(part) && typeof part.text === 'string' ? part.text : '')).join('\n')
}
