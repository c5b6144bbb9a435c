/**
 * Questions in the vendors' own forms, made by the AI SDK. Its requests go through our network: nothing else of it reaches out, it
 * tries nothing again, calls no tools, and takes no key from the environment.
 */
import { createAnthropic } from '@ai-sdk/anthropic'
import { createOpenAI } from '@ai-sdk/openai'
import { createOpenAICompatible } from '@ai-sdk/openai-compatible'
import { generateText, type JSONSchema7, jsonSchema, NoObjectGeneratedError, Output } from 'ai'
import { Failure, type Json, type ModelAnswer, type ModelJob, type ModelSaid, type Network, type Tokens } from '#engine'
import { type Line, openLine } from './line.ts'

// What the library has to say about settings is not for the terminal.
Object.assign(globalThis, { AI_SDK_LOG_WARNINGS: false })

export async function askVendor(network: Network, job: ModelJob): Promise<ModelAnswer> {
  const line = openLine(network, job.timeout)
  try {
    const { output, usage } = await generateText({
      model: modelOf(job, line),
      instructions: job.instructions,
      messages: [{ role: 'user', content: `<record>\n${job.input}\n</record>` }],
      output: Output.object({ schema: jsonSchema(job.schema as JSONSchema7), name: 'answer' }),
      maxOutputTokens: job.maxTokens,
      maxRetries: 0,
      telemetry: { isEnabled: false },
    })
    return heard(line, { value: output as Json }, usage)
  } catch (error) {
    return afterError(line, error)
  }
}

/** Where a vendor's library would look for a key by itself, it is given one that is none. */
const NO_KEY = 'none'

function modelOf({ speaks, address, token, model }: ModelJob, { fetch }: Line) {
  const baseURL = `${address.replace(/\/+$/, '').replace(/\/v1$/, '')}/v1`
  if (speaks === 'openai') return createOpenAI({ baseURL, apiKey: token || NO_KEY, fetch }).chat(model)
  if (speaks === 'anthropic') return createAnthropic({ baseURL, apiKey: token || NO_KEY, fetch }).languageModel(model)
  const open = { name: 'compatible', baseURL, fetch, supportsStructuredOutputs: true }
  return createOpenAICompatible(token === '' ? open : { ...open, apiKey: token }).languageModel(model)
}

type Usage = { inputTokens?: number | undefined; outputTokens?: number | undefined }

const tokensOf = (usage: Usage | undefined): Tokens => ({
  in: usage?.inputTokens ?? 0,
  out: usage?.outputTokens ?? 0,
})

function heard(line: Line, said: ModelSaid, usage: Usage | undefined): ModelAnswer {
  const refused = refusalIn(line.body)
  const headers = line.reply?.headers ?? {}
  return { said: refused === undefined ? said : { refused }, tokens: tokensOf(usage), headers }
}

/** The network's own failure, an answer that refuses the call, or one that is no answer to the question. */
function afterError(line: Line, error: unknown): ModelAnswer {
  if (line.failure) throw line.failure
  const { reply } = line
  if (reply && (reply.status < 200 || reply.status >= 300)) return { refused: reply }
  if (NoObjectGeneratedError.isInstance(error)) {
    const text = error.text ?? ''
    if (error.finishReason === 'content-filter')
      return heard(line, { refused: text || 'it gave no reason' }, error.usage)
    const cut = error.finishReason === 'length' ? 'its answer was cut off: ' : ''
    return heard(line, { unusable: cut + text }, error.usage)
  }
  // It answered, but nothing that the library could read: nobody takes that for an answer.
  if (reply) return { refused: reply }
  throw error instanceof Failure ? error : new Error('the question was not sent', { cause: error })
}

/** Where vendors say in words that they will not answer: OpenAI beside the message, Anthropic in details of the stop. */
function refusalIn(body: unknown): string | undefined {
  const found = body as {
    choices?: { message?: { refusal?: unknown } }[]
    stop_reason?: unknown
    stop_details?: { explanation?: unknown } | null
  } | null
  const said = found?.choices?.[0]?.message?.refusal
  if (typeof said === 'string' && said !== '') return said
  if (found?.stop_reason !== 'refusal') return undefined
  const why = found.stop_details?.explanation
  return typeof why === 'string' && why !== '' ? why : 'it gave no reason'
}
