/**
 * Property tests draw the same cases at every run, so that a change is judged by the change; with SLUICE_RUNS (how many times as
 * many) they draw others at every run, to find what nobody thought of. SLUICE_SEED repeats one such run.
 */
import fc from 'fast-check'

const { SLUICE_RUNS, SLUICE_SEED } = process.env
if (SLUICE_SEED !== undefined) fc.configureGlobal({ seed: Number(SLUICE_SEED) })
else if (SLUICE_RUNS === undefined) fc.configureGlobal({ seed: 20_261_122 })
