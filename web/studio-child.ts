/** The studio process behind the web host; it may die and be started again without the host losing its port or its sign-ins. */
import { openStudio } from '#studio'
import { serveStudio } from './serve-studio.ts'

const [pipe = '', dataFolder = ''] = process.argv.slice(2)
await serveStudio(pipe, () => openStudio({ dataFolder, host: 'web' }))
