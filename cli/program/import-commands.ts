import type { Command } from 'commander'
import { addCommand, type Ended, JSON_OUT, several } from './command.ts'

const commands = () => import('../commands/imports.ts')

/** Systems made of a description of theirs. */
export function addImportCommands(program: Command, ended: Ended): void {
  const group = (name: string, about: string) =>
    program
      .command(name)
      .description(about)
      .usage('COMMAND [options]')
      .helpOption('--help', 'print this, or the help of a command')
      .helpCommand(false)

  const importing = 'make a system of an OpenAPI or Swagger description; what nobody answers is not taken for safe'
  const example = 'sluice import openapi crm.yaml --ask\nsluice import openapi crm.yaml --answers answers.json'
  addCommand(group('import', 'make a system of a description'), 'openapi', importing, example)
    .argument('PLACE', 'the path of a file, or an address')
    .option('--answers <FILE>', 'answers to its questions: one JSON object, by the names of the questions')
    .option('--kind <ID>', 'only this kind of entries (may be given several times)', several)
    .option('--parts', 'read further files of the same folder or address, if it needs them')
    .option('--ask', 'tell what it offers and what would be asked, and save nothing')
    .option(...JSON_OUT)
    .action(async (place, options) => ended(await (await commands()).importOpenApi(place, options)))

  const imports = group('imports', 'the imported systems: list and remove them')
  addCommand(imports, 'list', 'list the imported systems', 'sluice imports list')
    .option(...JSON_OUT)
    .action(async (options) => ended(await (await commands()).list(options)))
  addCommand(imports, 'remove', 'remove an imported system that no flow uses', 'sluice imports remove api-club')
    .argument('ID', 'its id')
    .option(...JSON_OUT)
    .action(async (id, options) => ended(await (await commands()).remove(id, options)))
}
