/** `sluice key`: the public key of this data folder, to give to whoever runs a server. */
import { createSigner, displayKeyId, publicKeyText } from '#adapters/bundle'
import { dataFolderOf } from '../data-folder.ts'
import { writeText } from '../new-file.ts'
import { say } from '../terminal.ts'

export interface KeyOptions {
  data?: string
  out?: string
  force?: boolean
}

export async function key(options: KeyOptions): Promise<number> {
  const signer = createSigner(await dataFolderOf(options))
  const text = publicKeyText(signer)
  if (options.out === undefined) {
    say(text.trimEnd())
    return 0
  }
  writeText(options.out, text, options.force)
  say(`The public key ${displayKeyId(signer.keyId)} of ${signer.name} is written to ${options.out}.`)
  return 0
}
