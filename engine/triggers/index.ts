/** What can be decided about starting without a clock or a socket: which ticks are due, and whether a text is a record. */

export { readEvents } from '../steps/events.ts'
export { readFolder, takesFile } from '../steps/folder.ts'
export { readPoll } from '../steps/poll.ts'
export { readSchedule, tickRecord } from '../steps/schedule.ts'
export { ends, startOf } from '../steps/sources.ts'
export { readWebhook, type WebhookSettings } from '../steps/webhook.ts'
export { readJsonRecord, readJsonValue } from './json-record.ts'
export { type ChangedEntry, type ListProgress, listChanges } from './list-changes.ts'
export { checkSchedule, dueTicks, type MissedTicks, nextTick, type Schedule } from './ticks.ts'
