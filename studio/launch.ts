/** Launch: the checklist fed with facts, and the signed bundle it allows. */
import {
  BUNDLE_EXTENSION,
  type BundlePayload,
  createSigner,
  displayKeyId,
  ENGINE_VERSION,
  publicKeyText,
  signBundle,
} from '#adapters/bundle'
import { systemClock } from '#adapters/system'
import { type Connector, checkFlow, checkLaunch, Failure, isReady, launchFactsOf, type Proof } from '#engine'
import type { LaunchState, SavedFlow } from '#protocol'
import type { Context } from './context.ts'

export function launchState(context: Context, { flow, hash, revision }: SavedFlow): LaunchState {
  const { connectors, store } = context
  const proof = store.notes.proof<Proof>(flow.id, hash) ?? store.notes.anyProof<Proof>(flow.id)
  const problems = checkFlow(flow, { connectors })
  const evaluations = store.models.evaluations(flow.id, hash)
  const known = { ...launchFactsOf(flow, connectors), ...(proof ? { proof } : {}) }
  const rows = checkLaunch({ flow, hash, problems, evaluations, ...known })
  const signer = createSigner(context.options.dataFolder)
  const state: LaunchState = {
    hash,
    revision,
    rows,
    ready: isReady(rows),
    signer: { name: signer.name, keyId: displayKeyId(signer.keyId), publicKey: publicKeyText(signer) },
    slots: Object.entries(flow.connections).map(([connection, { name, connector }]) => ({
      connection,
      name,
      system: connectors[connector]?.title ?? connector,
    })),
    undo: undoOf(context, flow),
  }
  return proof ? { ...state, proof } : state
}

function undoOf({ connectors }: Context, flow: SavedFlow['flow']): LaunchState['undo'] {
  return Object.entries(flow.steps).flatMap(([step, { kind, title, settings }]) => {
    if (kind !== 'write') return []
    const connector = connectors[flow.connections[String(settings.connection)]?.connector ?? '']
    const operation = connector?.operations[String(settings.operation)]
    return operation ? [{ step, title, words: operation.undo.words }] : []
  })
}

/** Throws Failure bundle.blocked while the checklist does not pass. */
export function makeBundle(
  context: Context,
  saved: SavedFlow,
  note: string,
): { name: string; text: string; keyId: string } {
  const { flow, hash } = saved
  const { rows, ready, proof } = launchState(context, saved)
  const evaluations = context.store.models.evaluations(flow.id, hash)
  if (!ready) {
    const open = rows.filter(({ state }) => state !== 'good').map(({ title }) => title)
    throw new Failure('bundle.blocked', 'permanent', { rows: open })
  }
  const connectors: Record<string, Connector> = {}
  for (const { connector } of Object.values(flow.connections)) {
    const declared = context.connectors[connector]
    if (declared) connectors[connector] = declared
  }
  const signer = createSigner(context.options.dataFolder)
  const payload: BundlePayload = {
    format: 1,
    engine: ENGINE_VERSION,
    flow,
    hash,
    connectors,
    evidence: {
      ...(proof ? { proof } : {}),
      ...(evaluations.length > 0 ? { evaluations } : {}),
      checklist: rows,
    },
    note,
    madeAt: systemClock.now(),
    madeBy: signer.name,
  }
  return {
    name: `${flow.id}${BUNDLE_EXTENSION}`,
    text: signBundle(payload, signer).toString('utf8'),
    keyId: displayKeyId(signer.keyId),
  }
}
