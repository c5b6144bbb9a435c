import type { Command } from 'commander'
import { addCommand, type Ended, JSON_OUT, several } from './command.ts'

const FLOW = ['FLOW', 'a flow file, or the id of a saved flow or of an example'] as const
const OWNER = ['--owner <NAME>', 'who answers for the logic, where the flow names nobody'] as const
const ALERT = ['--alert <NAME>', 'who is told when it goes wrong, where the flow names nobody'] as const
const INPUT = ['--input <FILE>', 'the CSV file to read (an example brings its own)'] as const
const FORCE = ['--force', 'write over a file that is there already'] as const

/** From a proved flow to a server: prove, export, verify, send, and the key that signs. */
export function addLaunchCommands(program: Command, ended: Ended): void {
  const proving = 'run a flow twice in practice and keep the proof for exactly this version'
  addCommand(program, 'prove', proving, 'sluice prove my.flow.json --input sites.csv --owner Ada --alert Ada')
    .argument(...FLOW)
    .option(...INPUT)
    .option(...OWNER)
    .option(...ALERT)
    .action(async (flow, options) => ended(await (await import('../commands/prove.ts')).prove(flow, options)))

  const exporting = 'sign a flow and its evidence as a bundle; the launch checklist must pass'
  const exportExample = 'sluice export childcare-sites --prove --owner Ada --alert Ada --out sites.sluice'
  addCommand(program, 'export', exporting, exportExample)
    .argument(...FLOW)
    .requiredOption('--out <FILE>', 'where to write the bundle')
    .option('--note <TEXT>', 'a note for whoever receives it', '')
    .option(...OWNER)
    .option(...ALERT)
    .option('--prove', 'run it twice first')
    .option(...INPUT)
    .option(...FORCE)
    .action(async (flow, options) => ended(await (await import('../commands/export.ts')).exportBundle(flow, options)))

  const verifying = 'verify the signature of a bundle, then tell what is in it'
  addCommand(program, 'verify', verifying, 'sluice verify sites.sluice --trust ada.key')
    .argument('FILE', 'the bundle')
    .option('--trust <KEYFILE>', 'trust the keys of this file (otherwise the key of this data folder)', several)
    .option(...JSON_OUT)
    .action(async (file, options) => ended(await (await import('../commands/verify.ts')).verify(file, options)))

  const sending = 'send a bundle to a server, where it arrives paused'
  addCommand(program, 'send', sending, 'SLUICE_SERVER_TOKEN=… sluice send sites.sluice --to https://sluice.example.com')
    .argument('FILE', 'the bundle')
    .requiredOption('--to <URL>', 'the address of the server')
    .option('--token <TOKEN>', 'the API token of the server (otherwise SLUICE_SERVER_TOKEN)')
    .action(async (file, options) => ended(await (await import('../commands/send.ts')).send(file, options)))

  const secrets = 'set what senders sign the events of a flow with, on a server; it is read from standard input'
  const secretExample = 'SLUICE_SERVER_TOKEN=… sluice secret leads --server https://sluice.example.com < secret.txt'
  addCommand(program, 'secret', secrets, secretExample)
    .argument('FLOW', 'the id of the flow on the server')
    .option('--server <URL>', 'the address of the server (otherwise SLUICE_SERVER)')
    .option('--remove', 'remove the one that is set')
    .action(async (flow, options) => ended(await (await import('../commands/secret.ts')).secret(flow, options)))

  const keys = "print the public key of this data folder, for a server's --trust"
  addCommand(program, 'key', keys, 'sluice key --out ada.key')
    .option('--out <FILE>', 'write it into this file')
    .option(...FORCE)
    .action(async (options) => ended(await (await import('../commands/key.ts')).key(options)))
}
