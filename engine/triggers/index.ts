/** What can be decided about starting without a clock or a socket: which ticks are due, and whether a text is a record. */

export { readJsonRecord, readJsonValue } from './json-record.ts'
export { checkSchedule, dueTicks, type MissedTicks, nextTick, type Schedule } from './ticks.ts'
