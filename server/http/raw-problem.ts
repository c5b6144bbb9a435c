/** Answers a problem on a request that no route of the framework handles, in the same shape. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Reason } from '#engine'
import { PROBLEM_TYPE, problemAnswer } from './problem-answer.ts'

export function answerRawProblem(
  request: IncomingMessage,
  response: ServerResponse,
  reason: Pick<Reason, 'code' | 'values'>,
): void {
  const problem = problemAnswer(reason)
  const text = JSON.stringify(problem)
  const headers: Record<string, string | number> = {
    'content-type': PROBLEM_TYPE,
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  }
  if (problem.status === 401) headers['www-authenticate'] = 'Bearer realm="sluice"'
  if (problem.status === 503) headers['retry-after'] = '30'
  const slow = problem.status === 408
  if (slow) headers.connection = 'close'
  response.writeHead(problem.status, headers)
  // A sender who dawdles is not waited for. The rest of a body that is too large is read and dropped: a connection that closes
  // at once would take the answer away from whoever still sends.
  response.end(text, () => {
    if (slow) request.destroy()
  })
  if (!slow) request.resume()
}
