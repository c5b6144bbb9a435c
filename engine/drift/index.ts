/** The drift watch: what a system says and answers, compared with what was learned of it. */
export { compareLearned, type Drift, type DriftKind } from './compare.ts'
export { type Lesson, learnFrom } from './learn.ts'
export { type Learned, type LearnedField, type LearnedObject, learnObject } from './learned.ts'
export { type DriftedStep, objectsInUse, stepsTouched } from './touched.ts'
export { driftReason } from './words.ts'
