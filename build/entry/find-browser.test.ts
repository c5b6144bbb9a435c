import { describe, expect, it } from 'vitest'
import { findBrowser } from './find-browser.ts'

/** A machine on which only these paths exist. Separators are those of the machine that runs the test. */
const on = (platform: NodeJS.Platform, env: NodeJS.ProcessEnv, paths: string[]) =>
  findBrowser(platform, env, (path) => paths.includes(path.replaceAll('\\', '/')))

describe('finding a browser', () => {
  it('looks along PATH on Linux, Chrome before others', () => {
    const env = { PATH: ['/usr/bin', '/opt/bin'].join(process.platform === 'win32' ? ';' : ':') }
    expect(on('linux', env, ['/usr/bin/chromium', '/opt/bin/google-chrome'])?.name).toBe('Chrome')
    expect(on('linux', env, ['/opt/bin/chromium-browser'])?.name).toBe('Chromium')
    expect(on('linux', env, [])).toBeUndefined()
    expect(on('linux', {}, ['chromium'])).toBeUndefined()
  })

  it('looks into the application folders on macOS', () => {
    const path = '/Users/a/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge'
    expect(on('darwin', { HOME: '/Users/a' }, [path])?.name).toBe('Edge')
  })

  it('looks into the program folders on Windows', () => {
    const env = { PROGRAMFILES: 'C:/Program Files', LOCALAPPDATA: 'C:/Users/a/AppData/Local' }
    const path = 'C:/Users/a/AppData/Local/Google/Chrome/Application/chrome.exe'
    expect(on('win32', env, [path])?.name).toBe('Chrome')
  })
})
