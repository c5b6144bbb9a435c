/** `npm run sluice`: the studio from a terminal. */
import '../../cli/main.ts'
