/** Every system that flows can be connected to. A new one is one folder and one line here. */
import type { Connector } from '#engine'
import { anthropic } from './anthropic/index.ts'
import { fhir } from './fhir/index.ts'
import { googleSheets } from './google-sheets/index.ts'
import { http, httpBasic, httpKey } from './http/index.ts'
import { webhook } from './http/webhook.ts'
import { hubspot } from './hubspot/index.ts'
import { jira } from './jira/index.ts'
import { mysql } from './mysql/index.ts'
import { openai } from './openai/index.ts'
import { openaiCompatible } from './openai-compatible/index.ts'
import { pagerdutyEvents } from './pagerduty/events.ts'
import { pagerduty } from './pagerduty/index.ts'
import { postgres } from './postgres/index.ts'
import { practiceModel } from './practice-model/index.ts'
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

export const CONNECTORS: Readonly<Record<string, Connector>> = {
  anthropic,
  fhir,
  'google-sheets': googleSheets,
  http,
  'http-basic': httpBasic,
  'http-key': httpKey,
  hubspot,
  jira,
  mysql,
  openai,
  'openai-compatible': openaiCompatible,
  pagerduty,
  'pagerduty-events': pagerdutyEvents,
  postgres,
  'practice-model': practiceModel,
  quickbooks,
  salesforce,
  shopify,
  slack,
  smtp,
  sqlite,
  stripe,
  teams,
  webhook,
  xero,
  zendesk,
}
