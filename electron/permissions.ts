/** What pages may ask of the system: to write to the clipboard, and to load our own files. */
import { session } from 'electron'

const GRANTED = 'clipboard-sanitized-write'
const OWN = /^(app|blob|data|devtools):/

export function limitPermissions(): void {
  const { defaultSession } = session
  defaultSession.setPermissionRequestHandler((_contents, permission, done) => done(permission === GRANTED))
  defaultSession.setPermissionCheckHandler((_contents, permission) => permission === GRANTED)
  defaultSession.webRequest.onBeforeRequest((details, done) => done({ cancel: !OWN.test(details.url) }))
}
