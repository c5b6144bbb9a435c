/** Looks for a browser that can show one page as a window of its own (Chromium's --app), where each system keeps them. */
import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'

export interface FoundBrowser {
  name: string
  program: string
}

const LINUX: [string, string[]][] = [
  ['Chrome', ['google-chrome', 'google-chrome-stable']],
  ['Chromium', ['chromium', 'chromium-browser']],
  ['Edge', ['microsoft-edge', 'microsoft-edge-stable']],
  ['Brave', ['brave-browser', 'brave']],
  ['Vivaldi', ['vivaldi', 'vivaldi-stable']],
]
const MAC: [string, string][] = [
  ['Chrome', 'Google Chrome'],
  ['Edge', 'Microsoft Edge'],
  ['Brave', 'Brave Browser'],
  ['Chromium', 'Chromium'],
  ['Vivaldi', 'Vivaldi'],
]
const WINDOWS: [string, string][] = [
  ['Chrome', 'Google/Chrome/Application/chrome.exe'],
  ['Edge', 'Microsoft/Edge/Application/msedge.exe'],
  ['Brave', 'BraveSoftware/Brave-Browser/Application/brave.exe'],
  ['Chromium', 'Chromium/Application/chrome.exe'],
  ['Vivaldi', 'Vivaldi/Application/vivaldi.exe'],
]

/** The first that is there, in the order of how many people have it. */
export function findBrowser(
  platform: NodeJS.Platform = process.platform,
  env: NodeJS.ProcessEnv = process.env,
  exists: (path: string) => boolean = existsSync,
): FoundBrowser | undefined {
  return candidates(platform, env).find(({ program }) => exists(program))
}

function candidates(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): FoundBrowser[] {
  if (platform === 'darwin') {
    const folders = ['/Applications', join(env.HOME ?? homedir(), 'Applications')]
    return MAC.flatMap(([name, app]) =>
      folders.map((folder) => ({ name, program: join(folder, `${app}.app`, 'Contents/MacOS', app) })),
    )
  }
  if (platform === 'win32') {
    const folders = [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA].filter((one) => one !== undefined)
    return WINDOWS.flatMap(([name, path]) => folders.map((folder) => ({ name, program: join(folder, path) })))
  }
  const folders = (env.PATH ?? '').split(delimiter).filter((one) => one !== '')
  return LINUX.flatMap(([name, commands]) =>
    folders.flatMap((folder) => commands.map((command) => ({ name, program: join(folder, command) }))),
  )
}
