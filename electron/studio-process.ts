/** Entry of the utility process in which the studio runs beside the window. */
import type {} from 'electron'
import { defaultDataFolder, openStudio } from '#studio'
import { hostKeys } from './host-keys.ts'
import { serveStudio } from './serve-studio.ts'

const [dataFolder = defaultDataFolder()] = process.argv.slice(2)
const keys = hostKeys(process.parentPort)
await serveStudio(process.parentPort, () => openStudio({ dataFolder, host: 'electron', keys }))
