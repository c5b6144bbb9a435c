/** Any server that speaks as OpenAI does, on this computer or in the company: Ollama, llama.cpp, vLLM, LM Studio and others. */
import type { Connector } from '#engine'
import { errors } from '../openai/errors.ts'

export const openaiCompatible: Connector = {
  id: 'openai-compatible',
  title: 'OpenAI-compatible server',
  family: 'AI model',
  version: 1,
  source:
    'The part of the OpenAI API description 2.3.0 that such servers share: Chat Completions with a JSON schema as response format. ' +
    'Checked against a practice server with the client openai 7.57.0. Unconfirmed: which servers and models keep to the schema; an ' +
    'answer that does not is never taken over. What servers take at once differs, so that few questions are asked at a time.',
  auth: { kind: 'bearer' },
  signIns: [
    {
      kind: 'key',
      label: 'API key',
      help: 'What the server was started with. Servers that need none take any text.',
      belongsTo: 'service',
    },
  ],
  check: { request: { method: 'GET', path: '/v1/models' } },
  defaultAddress: '',
  proof: ['openai 7.57.0'],
  models: { speaks: 'openai-compatible', usual: ['gpt-oss:20b', 'llama3.1', 'qwen3', 'mistral-small'] },
  limit: { calls: 600, per: 60_000 },
  concurrency: 2,
  timeout: 300_000,
  objects: {},
  operations: {},
  errors,
}
