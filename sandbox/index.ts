// The front door of the practice systems: simulators that behave like the real systems, faults included. This room
// imports nothing of ours, so that a simulator cannot agree with a connector by accident.
export { type Access, findPractice, type PracticeAddresses } from './address.ts'
export type { Faults } from './faults/faults.ts'
export type { Limits } from './hubspot/limits.ts'
export type { SystemFaults } from './kit/faults.ts'
export type { Change, PracticeSystem, Shown, ShownThing, SystemAccess } from './kit/running.ts'
export type { SignInWish } from './kit/sign-in.ts'
export { type DescribedSystem, describedSystem } from './openapi/index.ts'
export { forgetDescribed, keepDescribed } from './openapi/kept.ts'
export { type OrderFaults, type WaitFormName, waitForms } from './orders/faults.ts'
export { createOrders, type Orders, type OrdersOptions, type ServedOrders, startOrders } from './orders/index.ts'
export { type Practice, type PracticeOptions, startPractice } from './practice.ts'
export { type Effect, StoreTaken } from './store/index.ts'
