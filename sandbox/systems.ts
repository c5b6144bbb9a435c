// The practice systems beside HubSpot, which is older than their kit. A new one is one folder and one line here.
import type { PracticeSystem } from './kit/running.ts'
import { slack } from './slack/index.ts'
import { stripe } from './stripe/index.ts'
import { zendesk } from './zendesk/index.ts'

export const SYSTEMS: readonly PracticeSystem[] = [slack, stripe, zendesk]
