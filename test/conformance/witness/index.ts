/** Every witness, one line each; and what is proved without one. */
import { anthropic } from './anthropic.ts'
import type { Witness } from './contract.ts'
import { fhirWitness } from './fhir.ts'
import { googleSheets } from './google-sheets.ts'
import { hubspot } from './hubspot.ts'
import { jira } from './jira.ts'
import { openai, openaiCompatible } from './openai.ts'
import { pagerduty } from './pagerduty.ts'
import { quickbooks } from './quickbooks.ts'
import { salesforce } from './salesforce.ts'
import { shopify } from './shopify.ts'
import { slack } from './slack.ts'
import { stripe } from './stripe.ts'
import { teams } from './teams.ts'
import { xero } from './xero.ts'
import { zendesk } from './zendesk.ts'

export type { Witness, WitnessPlace } from './contract.ts'

export const WITNESSES: readonly Witness[] = [
  anthropic,
  fhirWitness,
  googleSheets,
  hubspot,
  jira,
  openai,
  openaiCompatible,
  pagerduty,
  quickbooks,
  salesforce,
  shopify,
  slack,
  stripe,
  teams,
  xero,
  zendesk,
]

/** Connectors that are proved by a description which others wrote, as no client of theirs can be had: the test that does it. */
export const PROVED_BY_DESCRIPTION: Readonly<Record<string, string>> = {
  // It is no system of others: what speaks for it are its own tests.
  'practice-model': 'engine/ai/practice/brain.test.ts',
  // Their practice systems are the real thing, or what others wrote.
  postgres: 'test/conformance/sql.test.ts',
  smtp: 'test/conformance/mail.test.ts',
  sqlite: 'test/conformance/sql.test.ts',
}
