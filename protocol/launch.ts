import { oc } from '@orpc/contract'
import * as z from 'zod'
import type { ChecklistRow, Proof, Reason, SourceKind } from '#engine'
import { as, failureReply, id } from './shapes.ts'

const base = oc.errors(failureReply)

export interface LaunchState {
  hash: string
  revision: number
  rows: ChecklistRow[]
  ready: boolean
  proof?: Proof
  signer: { name: string; keyId: string; publicKey: string }
  /** Connections of the flow; their live sign-ins stay on the server. */
  slots: { connection: string; name: string; system: string }[]
  /** How each write can be taken back. */
  undo: { step: string; title: string; words: string }[]
}

export interface ServerFlow {
  flow: string
  name: string
  version: number
  hash: string
  state: 'paused' | 'running'
  slots: { connection: string; system: string; name: string; mapped: boolean; address?: string }[]
  /** Where records come in: the address to post to, or to upload a file to; blank when the flow starts by itself. */
  intake: { kind: SourceKind; address: string }
  /** Why records wait, in words: a connection that is paused, a system that is away, or connections that lead elsewhere now. */
  trouble?: Pick<Reason, 'code' | 'values'> & { what: string; effect: string; next: string; waiting: number }
  lastRun?: { run: string; state: string; received: number; outcomes: Record<string, number> }
}

/** How events come in to a flow on a server. The secret itself is never told. */
export interface ServerIntake {
  kind: SourceKind
  address: string
  /** How senders must sign: `none`, or a name of the webhook's setting. */
  signature: string
  /** A secret is set there. */
  secret: boolean
  /** Events that were taken so far. */
  events: number
  /** Events refused since the server started, by code. */
  refused: Record<string, number>
  /** What it had to tell since the server started, oldest first. */
  told: { at: number; code: string; words: { what: string; effect: string; next: string } }[]
}

const server = { address: z.string().min(1).max(500), token: z.string().min(1).max(5000) }

export const launch = {
  state: base.input(z.object({ flow: id })).output(as<LaunchState>()),
  /** Runs the flow twice in practice, one after the other, and keeps the result as evidence for this exact version. */
  prove: base.input(z.object({ flow: id })).output(as<Proof>()),
  /** Signs the flow; fails with bundle.blocked while the checklist does not pass. */
  bundle: base
    .input(z.object({ flow: id, note: z.string().max(2000).default('') }))
    .output(z.object({ name: z.string(), text: z.string(), keyId: z.string() })),
  send: base.input(z.object({ flow: id, note: z.string().max(2000).default(''), ...server })).output(as<ServerFlow>()),
  serverFlow: base.input(z.object({ flow: id, ...server })).output(as<ServerFlow>()),
  mapSlot: base
    .input(
      z.object({
        flow: id,
        connection: id,
        liveAddress: z.string().max(500),
        liveToken: z.string().max(5000),
        ...server,
      }),
    )
    .output(as<ServerFlow>()),
  intake: base.input(z.object({ flow: id, ...server })).output(as<ServerIntake>()),
  /** Sets what senders sign events with; a blank one removes it. */
  setSecret: base.input(z.object({ flow: id, secret: z.string().max(1000), ...server })).output(as<ServerIntake>()),
  setServerState: base
    .input(z.object({ flow: id, state: z.enum(['running', 'paused']), ...server }))
    .output(as<ServerFlow>()),
}
