/** `protocol` and `session`: answers app:// pages, asks the app's handlers about navigation, requests and permissions. */
import type * as E from 'electron'
import type { BrowserContext, Page, Route } from 'playwright-core'
import { app, cancellable } from './app.ts'
import { onAsked, tell } from './control.ts'

type SchemeHandler = (request: Request) => Response | Promise<Response>

/** What the session must know of the contents of a page. */
export interface PageOwner {
  /** The address that the app itself is loading; anything else is a navigation by the page. */
  expected: string | undefined
  emit(name: string, ...args: unknown[]): boolean
  /** Popups that the page asked for and the app was asked about, oldest first. */
  opens: string[]
}

export const owners = new Map<Page, PageOwner>()
const schemes = new Map<string, SchemeHandler>()
/** True while the app itself opens a page: that one is no popup. */
export const opening = { now: false }

/** app://sluice/x is https://sluice.app.standin/x to Chromium, which knows no schemes of ours. */
export function toReal(address: string): string {
  const [, scheme = '', host, rest] = /^([a-z]+):\/\/([^/]*)(.*)$/.exec(address) ?? []
  return schemes.has(scheme) ? `https://${host}.${scheme}.standin${rest}` : address
}
export const toApp = (address: string): string =>
  address.replace(/^https:\/\/([^/]+)\.([a-z]+)\.standin(?=\/|$)/, '$2://$1')

export const protocol = {
  registerSchemesAsPrivileged(_schemes: E.CustomScheme[]) {
    if (app.isReady()) throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready')
  },
  handle(scheme: string, handler: SchemeHandler) {
    schemes.set(scheme, handler)
  },
}

type Verdict = (details: { url: string }, done: (verdict: { cancel?: boolean }) => void) => void
type PermissionRequest = (contents: unknown, permission: string, done: (granted: boolean) => void) => void
type PermissionCheck = (contents: unknown, permission: string) => boolean

class Session {
  before: Verdict | undefined
  checkPermission: PermissionCheck | undefined
  requestPermission: PermissionRequest | undefined
  readonly webRequest = {
    onBeforeRequest: (verdict: Verdict) => {
      this.before = verdict
    },
  }

  setPermissionRequestHandler(handler: PermissionRequest): void {
    this.requestPermission = handler
  }

  setPermissionCheckHandler(handler: PermissionCheck): void {
    this.checkPermission = handler
  }
}

export const session = { defaultSession: new Session() }

app.onBrowser = async (context: BrowserContext) => {
  await context.route('**/*', (route) => answer(route))
  context.on('page', (page) => void closePopup(page))
}

onAsked((message) => {
  if (message.do !== 'permission') return
  const { requestPermission } = session.defaultSession
  if (requestPermission) requestPermission(null, message.permission, (granted) => tell({ saw: 'permission', granted }))
  else tell({ saw: 'permission', granted: true })
})

async function closePopup(page: Page): Promise<void> {
  const opener = await page.opener()
  const owner = opener && owners.get(opener)
  if (opening.now || !owner) return
  if (owner.opens.shift() !== 'allow') await page.close()
}

async function answer(route: Route): Promise<void> {
  const request = route.request()
  const url = toApp(request.url())
  if (request.isNavigationRequest()) {
    const refusal = refusalOf(route, url)
    if (refusal === 'popup') return route.abort('aborted')
    // An abort would show an error page; without content the page stays as it is.
    if (refusal === 'stay') return route.fulfill({ status: 204 })
  }
  const { before } = session.defaultSession
  const verdict = before ? await new Promise<{ cancel?: boolean }>((done) => before({ url }, done)) : {}
  if (verdict.cancel) return route.abort('blockedbyclient')
  const handler = schemes.get(new URL(url).protocol.slice(0, -1))
  if (!handler) return route.continue()
  const reply = await handler(new Request(url, { method: request.method(), headers: request.headers() }))
  await route.fulfill({
    status: reply.status,
    headers: Object.fromEntries(reply.headers),
    body: Buffer.from(await reply.arrayBuffer()),
  })
}

function refusalOf(route: Route, url: string): 'popup' | 'stay' | undefined {
  let page: Page
  try {
    page = route.request().frame().page()
  } catch {
    return 'popup' // Its first request comes before it has a frame; closePopup decides.
  }
  const owner = owners.get(page)
  if (!owner) return 'popup'
  if (route.request().frame() !== page.mainFrame() || owner.expected === route.request().url()) return undefined
  const event = cancellable({ url, isMainFrame: true })
  owner.emit('will-navigate', event, url)
  return event.defaultPrevented ? 'stay' : undefined
}
