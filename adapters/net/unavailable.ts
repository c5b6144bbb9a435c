/** Says in plain words why no answer came, and whether what was asked may have arrived. */
import { Failure } from '#engine'

/** Codes after which the request certainly never reached the other side. */
const NEVER_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
])

const WORDS: Record<string, string> = {
  ECONNREFUSED: 'nothing answers at that address',
  ENOTFOUND: 'the name of the address is not known',
  EAI_AGAIN: 'the name of the address cannot be looked up now',
  ECONNRESET: 'the connection broke off',
  EPIPE: 'the connection broke off',
  UND_ERR_SOCKET: 'the connection broke off',
  UND_ERR_HEADERS_TIMEOUT: 'no answer in time',
  UND_ERR_BODY_TIMEOUT: 'no answer in time',
  UND_ERR_CONNECT_TIMEOUT: 'no connection in time',
  UND_ERR_RESPONSE_EXCEEDED_MAX_SIZE: 'the answer is too large',
  ETIMEDOUT: 'no answer in time',
  ECONNECTION: 'the connection broke off',
  ESOCKET: 'the connection broke off',
  ETLS: 'it offers no encryption that can be trusted',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'nobody vouches for its certificate',
  SELF_SIGNED_CERT_IN_CHAIN: 'nobody vouches for its certificate',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'nobody vouches for its certificate',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'nobody vouches for its certificate',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name',
}

/** The refusal of the seal as it is; anything else as call.unavailable. `sent`: what is known beside the error's own code. */
export function unavailable(origin: string, error: unknown, sent?: 'no' | 'maybe'): Failure {
  const own = failureIn(error)
  if (own) return own
  const code = codeOf(error)
  const why = WORDS[code] ?? code
  const details = { address: origin, code, sent: sent ?? (NEVER_SENT.has(code) ? 'no' : 'maybe') }
  return new Failure('call.unavailable', 'transient', { system: origin, why }, { details, cause: error })
}

function failureIn(error: unknown): Failure | undefined {
  if (error instanceof Failure) return error
  if (error instanceof AggregateError) return error.errors.map(failureIn).find((one) => one !== undefined)
  return error instanceof Error && error.cause !== undefined ? failureIn(error.cause) : undefined
}

function codeOf(error: unknown): string {
  const found = error as { code?: unknown; cause?: unknown } | null
  if (typeof found?.code === 'string') return found.code
  return found?.cause ? codeOf(found.cause) : String(error).slice(0, 200)
}
