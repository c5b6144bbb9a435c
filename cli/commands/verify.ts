/** `sluice verify`: nothing of a bundle is read before its signature is verified. */
import { basename } from 'node:path'
import {
  createSigner,
  displayKeyId,
  type OpenedBundle,
  openBundle,
  parseTrust,
  type TrustedKey,
} from '#adapters/bundle'
import { dataFolderOf } from '../data-folder.ts'
import { readNamedFile } from '../read-named-file.ts'
import { count, say, sayJson } from '../terminal.ts'

export interface VerifyOptions {
  data?: string
  trust?: string[]
  json?: boolean
}

/** Throws the Failures of opening a bundle (bundle.*). */
export async function verify(file: string, options: VerifyOptions): Promise<number> {
  const bytes = readNamedFile(file)
  const bundle = openBundle(bytes, await trustedBy(options), basename(file))
  if (options.json) sayJson(documentOf(bundle))
  else say(textOf(file, bundle))
  return 0
}

async function trustedBy({ trust, data }: VerifyOptions): Promise<TrustedKey[]> {
  if (trust) return trust.flatMap((file) => parseTrust(readNamedFile(file).toString('utf8'), file))
  return [createSigner(await dataFolderOf(data === undefined ? {} : { data }))]
}

function documentOf({ signedBy, flow, hash, engine, note, madeAt, madeBy, evidence, connectors }: OpenedBundle) {
  const connections = Object.entries(flow.connections).map(([id, { name, connector }]) => ({
    id,
    name,
    connector,
    system: connectors[connector]?.title ?? connector,
  }))
  return { signedBy, flow: { id: flow.id, name: flow.name }, hash, engine, note, madeAt, madeBy, evidence, connections }
}

function textOf(file: string, bundle: OpenedBundle): string {
  const { signedBy, flow, hash, note, madeAt, evidence, connections } = documentOf(bundle)
  const { proof, checklist } = evidence
  const lines = [
    `${file}: the signature is good.`,
    `Signed by    ${signedBy.name} (key ${displayKeyId(signedBy.keyId)}), ${new Date(madeAt).toISOString().slice(0, 16).replace('T', ' ')} UTC`,
    `Flow         ${flow.name} (${flow.id})`,
    `Hash         ${hash}`,
    ...connections.map(({ id, name, system }) => `Connection   ${name} (${id}): ${system}`),
    ...(proof ? [`Proof        ${proofWords(proof)}`] : []),
    ...checklist.map(({ title, evidence: rests }) => `Checklist    ${title}: ${rests}`),
    ...(note === '' ? [] : [`Note         ${note}`]),
  ]
  return lines.join('\n')
}

function proofWords({ first, second }: NonNullable<OpenedBundle['evidence']['proof']>): string {
  const again = `the second run created ${count(second.created)}, changed ${count(second.updated)}, newly held ${count(second.newlyHeld)}`
  return `${count(first.received)} records, ${count(first.created)} created; ${again}`
}
