/** Saved connections: sign-ins that several flows use. Secrets go in and never come out. */
import { oc } from '@orpc/contract'
import * as z from 'zod'
import type { Reason, SavedConnection, SignInFinding } from '#engine'
import { as, failureReply, id } from './shapes.ts'

const base = oc.errors(failureReply)

export interface ConnectionUse {
  flow: string
  /** The flow's name; its id where it is not there any more. */
  name: string
  connection: string
  slot: 'practice' | 'live'
}

/** A saved connection as it is shown. */
export interface ConnectionView extends SavedConnection {
  /** What the system is called. */
  system: string
  uses: ConnectionUse[]
  /** 0: no end in sight; 1: it ends within a week; 2: within a day; 3: it has ended. */
  warning: 0 | 1 | 2 | 3
  /** Plain sentences: the warning, and what the last check found. */
  words: string[]
}

/** A sign-in with a browser: where it stands. */
export type SignInProgress =
  | { state: 'waiting'; open: string }
  | { state: 'saved'; saved: ConnectionView }
  | { state: 'failed'; reason: Reason }

/** What an IT department is asked for. */
export interface AccessRequest {
  system: string
  permissions: { permission: string; reasons: string[] }[]
  /** The redirect address to register for signing in with a browser. */
  redirect?: string
  /** Hosts that this computer must be able to reach. */
  reach: string[]
  /** Our addresses as the system sees them; empty where they cannot be known here. */
  from: string[]
  /** All of it as a text to send. */
  text: string
}

const slot = z.enum(['practice', 'live'])
const secret = z.string().max(20_000)
const about = {
  /** Saved again under this id, so that whatever waits for it goes on. */
  id: id.optional(),
  connector: id,
  name: z.string().trim().min(1).max(200),
  slot,
  address: z.string().trim().max(500).default(''),
  values: z.record(z.string().max(100), z.string().max(2000)).default({}),
}

export const connections = {
  list: base.output(as<ConnectionView[]>()),
  /** A key, or a name and a password. It is tried before it is saved; throws slot.* and saved.value-missing. */
  save: base
    .input(
      z.object({ ...about, way: z.enum(['key', 'password', 'none']), user: z.string().max(500).default(''), secret }),
    )
    .output(as<ConnectionView>()),
  /** With a browser (answers the address to open, where the host does not open it itself), or as an app. */
  startSignIn: base
    .input(
      z.object({
        ...about,
        way: z.enum(['oauth-code', 'oauth-client']),
        client: z.string().trim().min(1).max(1000),
        clientSecret: secret.default(''),
        /** Permissions asked for beside those that the flows of a saved connection need. */
        permissions: z.array(z.string().max(300)).max(200).default([]),
        /** The port of the redirect, where one was registered. */
        port: z.number().int().min(1).max(65_535).optional(),
      }),
    )
    .output(as<{ signIn: string; progress: SignInProgress }>()),
  /** Waits a while for the end of a sign-in. */
  finish: base.input(z.object({ signIn: id })).output(as<SignInProgress>()),
  cancel: base.input(z.object({ signIn: id })).output(z.object({ cancelled: z.boolean() })),
  signOut: base.input(z.object({ saved: id })).output(as<ConnectionView>()),
  rename: base.input(z.object({ saved: id, name: z.string().trim().min(1).max(200) })).output(as<ConnectionView>()),
  /** Throws saved.in-use while flows use it. */
  remove: base.input(z.object({ saved: id })).output(z.object({ removed: z.boolean() })),
  check: base.input(z.object({ saved: id })).output(as<SignInFinding>()),
  /** Puts a saved connection into a slot of a flow; null leaves the slot empty (practice: back to the practice system). */
  chooseFor: base
    .input(z.object({ flow: id, connection: id, slot, saved: id.nullable() }))
    .output(as<ConnectionUse[]>()),
  request: base.input(z.object({ saved: id })).output(as<AccessRequest>()),
}
