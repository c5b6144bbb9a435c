/** Flows that come with Sluice, to open and change. A new one is one file and one entry here. */
import { type Flow, flowSchema } from '#engine'
import childcare from './childcare.flow.json' with { type: 'json' }
import contactsFromBilling from './contacts-from-billing.flow.json' with { type: 'json' }
import contactsToBilling from './contacts-to-billing.flow.json' with { type: 'json' }
import fillGaps from './fill-gaps.flow.json' with { type: 'json' }
import messyList from './messy-list.flow.json' with { type: 'json' }
import nightlyBranches from './nightly-branches.flow.json' with { type: 'json' }
import nightlyInventory from './nightly-inventory.flow.json' with { type: 'json' }
import orderAccounting from './order-accounting.flow.json' with { type: 'json' }
import orderLines from './order-lines.flow.json' with { type: 'json' }
import patientMessages from './patient-messages.flow.json' with { type: 'json' }
import ticketTriage from './ticket-triage.flow.json' with { type: 'json' }
import twoTeams from './two-teams.flow.json' with { type: 'json' }
import webhookLead from './webhook-lead.flow.json' with { type: 'json' }
import wonDeal from './won-deal.flow.json' with { type: 'json' }

export interface Example {
  id: string
  title: string
  /** One sentence for its card on Home. */
  about: string
  flow: Flow
  /** The file that it reads, beside this one. */
  file?: string
}

const example = (about: string, value: unknown, file?: string): Example => {
  const flow = flowSchema.parse(value)
  return { id: flow.id, title: flow.name, about, flow, ...(file === undefined ? {} : { file }) }
}

export const EXAMPLES: readonly Example[] = [
  example('Each deal that is won becomes one draft invoice in billing and one message to the sales channel.', wonDeal),
  example(
    'Each order becomes a customer and an invoice in accounting, and a payment where it is paid; totals are checked first.',
    orderAccounting,
  ),
  example(
    'Requests are sorted by a model and given to the right team; what it is not sure of, a person sorts.',
    ticketTriage,
  ),
  example(
    "Every night's count of a shop becomes the rows of an inventory table; counts that cannot be right wait for a person.",
    nightlyInventory,
    'inventory-count.csv',
  ),
  example('Names and addresses of customers go from billing, which owns them, to the CRM.', contactsFromBilling),
  example('The other half of that sync: phones and job titles go from the CRM to billing.', contactsToBilling),
  example(
    'Messages of patients become tasks in their health records; what is not sure, a nurse decides.',
    patientMessages,
  ),
  example('Orders that lack an e-mail address are completed from the help desk and checked again.', fillGaps),
  example(
    'A messy list of 3,337 childcare sites is cleaned, checked, freed of duplicates and written into the CRM.',
    childcare,
    'early-childhood-messy.csv',
  ),
  example('Each lead that a form sends becomes one contact in the CRM, however often it is sent.', webhookLead),
  example('Each person in the lists of incoming orders becomes one contact in the CRM.', orderLines),
  example(
    'Repeats in a messy list of 120 shops are found by likeness; where it is not clear, a person is asked.',
    messyList,
    'shops-messy.csv',
  ),
  example('News from two teams about the same customer come together, and late news change nothing.', twoTeams),
  example(
    'A list of branches is read team by team and written as one total for each region, if it is complete.',
    nightlyBranches,
    'branches.csv',
  ),
]

/** Throws for an id that no example has. */
export function exampleOf(id: string): Example {
  const found = EXAMPLES.find((one) => one.id === id)
  if (!found) throw new Error(`there is no example "${id}"`)
  return found
}
