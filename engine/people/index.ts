export { answersOf, decisionFor, type GivenAnswer } from './answer.ts'
export { type AskedTask, askedNow, dueNudges, type Nudge } from './due.ts'
export { type Question, questionOf, type WaitingTask, waitingData } from './question.ts'
