// Models that always do the same, so that what goes wrong with models can be practised.
export const QUIRKS = {
  refuses: 'practice-refuses',
  cut: 'practice-cut-off',
  rambles: 'practice-rambles',
  quota: 'practice-no-quota',
} as const

export const isQuirk = (model: string, quirk: keyof typeof QUIRKS): boolean => model === QUIRKS[quirk]

export const RAMBLE = 'Sure! I would say it depends on several things, so here is what I think about it'
export const REFUSAL = "I'm sorry, but I can't help with that."
