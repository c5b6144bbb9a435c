export { answersOf, decisionFor, type GivenAnswer } from './answer.ts'
export { type AskedTask, askedNow, dueNudges, type Nudge } from './due.ts'
