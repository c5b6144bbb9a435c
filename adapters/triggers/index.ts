/** Flows that start by themselves: by the clock, by asking a system, by watching a folder. Each is a loop that ends with its signal. */
export { type FolderFile, type FolderWatch, type FolderWords, watchFolder } from './folder.ts'
export type { TriggerIntake, TriggerRecord } from './intake.ts'
export { type PollOptions, runPoll } from './poll.ts'
export { runSchedule, type ScheduleOptions } from './schedule.ts'
