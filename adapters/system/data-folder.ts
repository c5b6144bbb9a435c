/** Where Sluice keeps everything unless told otherwise, by the custom of each operating system. */
import { homedir, platform } from 'node:os'
import { join } from 'node:path'

export function defaultDataFolder(env: NodeJS.ProcessEnv = process.env, os = platform()): string {
  if (env.SLUICE_DATA) return env.SLUICE_DATA
  if (os === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Sluice')
  if (os === 'win32') return join(env.APPDATA ?? join(homedir(), 'AppData', 'Roaming'), 'Sluice')
  return join(env.XDG_DATA_HOME ?? join(homedir(), '.local', 'share'), 'sluice')
}
