import { type Command, InvalidArgumentError } from 'commander'
import { addCommand, type Ended, JSON_OUT, portNumber, several } from './command.ts'

const commands = () => import('../commands/connections.ts')
const adding = () => import('../commands/connections-add.ts')

/** Saved connections: sign-ins that several flows use. */
export function addConnectionCommands(program: Command, ended: Ended): void {
  const parent = program
    .command('connections')
    .description('saved connections: add, check, sign in again, remove')
    .usage('COMMAND [options]')
    .helpOption('--help', 'print this, or the help of a command')
    .helpCommand(false)
  addCommand(parent, 'list', 'list the saved connections', 'sluice connections list')
    .option(...JSON_OUT)
    .action(async (options) => ended(await (await commands()).list(options)))
  addCommand(
    parent,
    'check',
    'check one, or all: reachable, accepted, whose, permissions, until when. Ends with 1 when one cannot be used.',
    'sluice connections check CRM',
  )
    .argument('[CONNECTION]', 'its name or id (otherwise all)')
    .option(...JSON_OUT)
    .action(async (named, options) => ended(await (await commands()).check(named, options)))
  addSigningIn(parent, ended)
  addCommand(
    parent,
    'sign-out',
    'sign out, over there as well where that is offered',
    'sluice connections sign-out CRM',
  )
    .argument('CONNECTION', 'its name or id')
    .option(...JSON_OUT)
    .action(async (named, options) => ended(await (await commands()).signOut(named, options)))
  addCommand(parent, 'remove', 'remove a connection that no flow uses', 'sluice connections remove CRM')
    .argument('CONNECTION', 'its name or id')
    .option(...JSON_OUT)
    .action(async (named, options) => ended(await (await commands()).remove(named, options)))
  addCommand(parent, 'use', 'put a connection into a slot of a flow', 'sluice connections use childcare-sites crm CRM')
    .argument('FLOW', 'the id of a saved flow')
    .argument('PLACE', 'the connection of the flow, such as crm')
    .argument('CONNECTION', 'name or id of the saved one; none leaves the slot empty')
    .option('--slot <SLOT>', 'practice or live', slotName, 'practice')
    .option(...JSON_OUT)
    .action(async (flow, place, named, options) => ended(await (await commands()).use(flow, place, named, options)))
  addCommand(
    parent,
    'request',
    'print what an IT department is asked for',
    'sluice connections request CRM > request.txt',
  )
    .argument('CONNECTION', 'its name or id')
    .option('--from <ADDRESS>', 'an address that calls come from; may be given several times', several)
    .option(...JSON_OUT)
    .action(async (named, options) => ended(await (await commands()).request(named, options)))
}

const SECRETS =
  'Keys and passwords are read from SLUICE_SECRET, standard input or a hidden prompt; app secrets from SLUICE_CLIENT_SECRET.'

function addSigningIn(parent: Command, ended: Ended): void {
  addCommand(parent, 'add', `save a connection. ${SECRETS}`, 'sluice connections add hubspot --name CRM < key.txt')
    .argument('SYSTEM', 'such as hubspot')
    .option('--name <NAME>', 'what you call it (otherwise as the system is called)')
    .option('--slot <SLOT>', 'practice or live', slotName, 'practice')
    .option('--address <URL>', 'where it is, unless the system has one address for all')
    .option('--value <NAME=VALUE>', 'what else it must know; may be given several times', several)
    .option('--way <WAY>', 'key, password, oauth-code or oauth-client (otherwise what is recommended)')
    .option('--user <NAME>', 'with a password: whose it is')
    .option('--client <ID>', 'with OAuth: the id of the app')
    .option('--permission <NAME>', 'with OAuth: asked for as well; may be given several times', several)
    .option('--redirect-port <N>', 'with a browser: the port that was registered', portNumber)
    .option(...JSON_OUT)
    .action(async (system, options) => ended(await (await adding()).add(system, options)))
  addCommand(parent, 'sign-in', `sign in again. ${SECRETS}`, 'sluice connections sign-in CRM')
    .argument('CONNECTION', 'its name or id')
    .option('--user <NAME>', 'with a password: whose it is')
    .option('--client <ID>', 'with OAuth: another app than before')
    .option('--permission <NAME>', 'with OAuth: asked for as well; may be given several times', several)
    .option('--redirect-port <N>', 'with a browser: the port that was registered', portNumber)
    .option(...JSON_OUT)
    .action(async (named, options) => ended(await (await adding()).signInAgain(named, options)))
}

function slotName(text: string): 'practice' | 'live' {
  if (text === 'practice' || text === 'live') return text
  throw new InvalidArgumentError('It is practice or live.')
}
