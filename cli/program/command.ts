/** What all commands share: the data folder, an example in the help, and an exit status. */
import { type Command, InvalidArgumentError } from 'commander'

export type Ended = (status: number) => void

const DATA = ['--data <DIR>', 'keep everything in this folder (otherwise the usual one of this system)'] as const

export const JSON_OUT = ['--json', 'print exactly one JSON document and nothing else'] as const

/** A command with its help and the options that every command has. */
export function addCommand(parent: Command, name: string, about: string, example: string): Command {
  const command = parent.command(name).description(about).helpOption('--help', 'print this')
  return command.option(...DATA).addHelpText('after', `\nExample:\n  ${example.split('\n').join('\n  ')}\n`)
}

/** A whole number from 0 upwards. */
export function wholeNumber(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text)
  throw new InvalidArgumentError('It is not a whole number.')
}

/** At least one minute. */
export function minutes(text: string): number {
  const given = wholeNumber(text)
  if (given > 0) return given
  throw new InvalidArgumentError('It is no time: give a whole number of minutes from 1 upwards.')
}

export function portNumber(text: string): number {
  const port = wholeNumber(text)
  if (port < 65_536) return port
  throw new InvalidArgumentError('It is not a port: they go up to 65535.')
}

/** Gathers an option that may be given several times. */
export const several = (text: string, before: string[] | undefined): string[] => [...(before ?? []), text]
