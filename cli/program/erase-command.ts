import type { Command } from 'commander'
import { addCommand, type Ended, JSON_OUT } from './command.ts'

/** Forgetting a person. */
export function addEraseCommand(program: Command, ended: Ended): void {
  const about = 'erase a person from everything that is kept here, and list what was written elsewhere'
  addCommand(program, 'erase', about, 'sluice erase ana@alder.example --preview')
    .argument('PERSON', 'an e-mail address or phone number, or a whole name or number')
    .option('--field <NAME>', 'look only into fields of this name')
    .option('--preview', 'only list what would be erased')
    .option('--settle', 'discard records that are held or wait')
    .option('--files', 'remove kept files with the person in them')
    .option('--by <NAME>', 'who erases (otherwise the signed-in user)')
    .option(...JSON_OUT)
    .action(async (person, options) => ended(await (await import('../commands/erase.ts')).erase(person, options)))
}
