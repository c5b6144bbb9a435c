// The practice systems beside HubSpot, which is older than their kit. A new one is one folder and one line here.
import { anthropic } from './anthropic/index.ts'
import { fhir } from './fhir/index.ts'
import { googleSheets } from './google-sheets/index.ts'
import { jira } from './jira/index.ts'
import type { PracticeSystem } from './kit/running.ts'
import { openai, openaiCompatible } from './openai/index.ts'
import { pagerdutyEvents } from './pagerduty/events.ts'
import { pagerduty } from './pagerduty/index.ts'
import { plain } from './plain/index.ts'
import { webhookReceiver } from './plain/webhook.ts'
import { postgres } from './postgres/index.ts'
import { quickbooks } from './quickbooks/index.ts'
import { salesforce } from './salesforce/index.ts'
import { shopify } from './shopify/index.ts'
import { slack } from './slack/index.ts'
import { smtp } from './smtp/index.ts'
import { sqlite } from './sqlite/index.ts'
import { stripe } from './stripe/index.ts'
import { teams } from './teams/index.ts'
import { xero } from './xero/index.ts'
import { zendesk } from './zendesk/index.ts'

export const SYSTEMS: readonly PracticeSystem[] = [
  anthropic,
  fhir,
  googleSheets,
  jira,
  openai,
  openaiCompatible,
  pagerduty,
  pagerdutyEvents,
  plain,
  postgres,
  quickbooks,
  salesforce,
  shopify,
  slack,
  smtp,
  sqlite,
  stripe,
  teams,
  webhookReceiver,
  xero,
  zendesk,
]
