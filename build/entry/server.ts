/** `npm run server`: takes signed bundles and runs them. */
import '../../server/main.ts'
