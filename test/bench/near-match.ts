/** `npm run bench:near`: what near-match costs as the input grows. Prints processor time and comparisons of each record. */
import { decideInOrder } from '../fixtures/near/measure.ts'
import { makePeople } from '../fixtures/near/people.ts'
import { PEOPLE, ruleOf } from '../fixtures/near/rules.ts'

const SIZES = [1000, 10_000, 100_000]
const SEED = 107

const rule = ruleOf(PEOPLE)
// Everything is compiled before anything is measured.
decideInOrder(
  rule,
  makePeople(5000, SEED + 1).map(({ data }) => data),
)

let before: { cost: number; compared: number } | undefined
for (const size of SIZES) {
  const records = makePeople(size, SEED).map(({ data }) => data)
  const start = process.cpuUsage()
  const { comparisons, owner } = decideInOrder(rule, records)
  const { user, system } = process.cpuUsage(start)
  const now = { cost: (user + system) / size, compared: comparisons / size }
  const found = owner.filter((own, n) => own !== n).length
  const growth = before
    ? `; ${(now.cost / before.cost).toFixed(2)} times the time and ${(now.compared / before.compared).toFixed(2)} times the comparisons of the size before`
    : ''
  process.stdout.write(
    `${size} records: ${((user + system) / 1e6).toFixed(2)} s of processor, ${now.cost.toFixed(0)} µs and ${now.compared.toFixed(2)} comparisons for each, ${found} found to be like another${growth}\n`,
  )
  before = now
}
