export const operate = {} as const
