/** Every system that flows can be connected to. A new one is one folder and one line here. */
import type { Connector } from '#engine'
import { hubspot } from './hubspot/index.ts'
import { slack } from './slack/index.ts'
import { stripe } from './stripe/index.ts'
import { zendesk } from './zendesk/index.ts'

export const CONNECTORS: Readonly<Record<string, Connector>> = { hubspot, slack, stripe, zendesk }
