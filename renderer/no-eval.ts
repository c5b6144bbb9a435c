/** Schemas are interpreted here, not compiled: the page's content security policy forbids generated code. Import it before any schema. */
import { config } from 'zod/v4/core'

config({ jitless: true })
