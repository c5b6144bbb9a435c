export const rehearse = {} as const
