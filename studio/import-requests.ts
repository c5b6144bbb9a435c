/** Requests about systems that are imported from a description. */
import type { Context } from './context.ts'
import { Imports, listImports, removeImport } from './imports.ts'
import type { Os } from './router.ts'

export function importRequests(context: Context, os: Os) {
  const imports = new Imports(context)
  return {
    read: os.imports.read.handler(({ input }) => imports.read(input)),
    ask: os.imports.ask.handler(({ input: { draft, ...choices } }) => imports.ask(draft, choices)),
    save: os.imports.save.handler(({ input: { draft, ...choices } }) => imports.save(draft, choices)),
    list: os.imports.list.handler(() => listImports(context)),
    remove: os.imports.remove.handler(async ({ input }) => {
      await removeImport(context, input.id)
      return { removed: true }
    }),
  }
}
