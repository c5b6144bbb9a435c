/** How both hosts serve the screen: what its pages may load, and under which media type each file goes out. */

/**
 * The content security policy of every page. Nothing is evaluated from text and nothing is fetched from elsewhere; style elements
 * are allowed because the text editor and the select component insert them.
 */
export const SCREEN_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

const MEDIA_TYPES: Record<string, string> = {
  css: 'text/css; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  html: 'text/html; charset=utf-8',
  ico: 'image/x-icon',
  js: 'text/javascript; charset=utf-8',
  json: 'application/json',
  png: 'image/png',
  svg: 'image/svg+xml',
  txt: 'text/plain; charset=utf-8',
  woff2: 'font/woff2',
}

/** The headers of one file of the screen. Files under assets/ carry a hash in their name and never change. */
export function screenHeaders(path: string): Record<string, string> {
  const ending = path.slice(path.lastIndexOf('.') + 1).toLowerCase()
  return {
    'content-type': MEDIA_TYPES[ending] ?? 'application/octet-stream',
    'content-security-policy': SCREEN_POLICY,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': /(^|\/)assets\/[^/]+$/.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache',
  }
}
