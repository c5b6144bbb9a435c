// The practice OpenAI, and a practice server that speaks like it: models, and chat completions with structured output.
// Facts: the OpenAI API description 2.3.0 and the client openai 7.57.0.
import { bearerToken, type Call, type Reply } from '../http/exchange.ts'
import { recordOf } from '../kit/form.ts'
import type { Desk, SystemDeclaration } from '../kit/system.ts'
import { QUIRKS } from '../models/quirks.ts'
import { fail, refusals } from './answers.ts'
import { chat } from './chat.ts'

const MINUTE = 60_000

const route =
  (models: readonly string[]) =>
  (call: Call, desk: Desk): Reply => {
    const { method, path } = call
    if (method === 'POST' && path === '/v1/chat/completions') return chat(recordOf(call), models, desk)
    if (method === 'GET' && path === '/v1/models')
      return { status: 200, body: { object: 'list', data: models.map(shown) } }
    const named = /^\/v1\/models\/([^/]+)$/.exec(path)?.[1]
    if (method !== 'GET' || named === undefined) return refusals.noSuchPath(call)
    const id = decodeURIComponent(named)
    if (models.includes(id)) return { status: 200, body: shown(id) }
    return fail(404, `The model '${id}' does not exist`, { param: 'model', code: 'model_not_found' })
  }

const shown = (id: string) => ({ id, object: 'model', created: 1_700_000_000, owned_by: 'practice' })

function speaksLikeOpenAi(name: string, title: string, own: readonly string[]): SystemDeclaration {
  return {
    name,
    title,
    kinds: [{ name: 'questions', title: 'Questions', label: 'question' }],
    signIn: { credential: bearerToken, permissions: ['model.request', 'api.model.read'], permissionFor },
    limits: [{ name: 'requests', calls: 500, per: MINUTE, counts: ({ method }) => method === 'POST' }],
    limitHeaders: ([requests]) =>
      requests
        ? {
            'x-ratelimit-limit-requests': String(requests.calls),
            'x-ratelimit-remaining-requests': String(requests.left),
            'x-ratelimit-reset-requests': `${requests.resetMs}ms`,
          }
        : {},
    refusals,
    isWrite: ({ method }) => method === 'POST',
    route: route([...own, ...Object.values(QUIRKS)]),
  }
}

const permissionFor = ({ method }: Call): string => (method === 'GET' ? 'api.model.read' : 'model.request')

export const openai = speaksLikeOpenAi('openai', 'Practice OpenAI', [
  'gpt-5.4-mini',
  'gpt-5.4-nano',
  'gpt-5.4',
  'gpt-5-mini',
])

export const openaiCompatible = speaksLikeOpenAi('openai-compatible', 'Practice OpenAI-compatible server', [
  'gpt-oss:20b',
  'llama3.1',
  'qwen3',
  'mistral-small',
])
