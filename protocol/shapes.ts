/** Shapes that several domains share. Types that the engine owns travel as they are: both ends are ours and of one version. */
import * as z from 'zod'

/** A value of the engine's own type. The wire keeps it; the studio validates what a person could have written. */
export const as = <T>() => z.custom<T>(() => true)

export const id = z.string().min(1).max(200)
export const page = {
  offset: z.number().int().min(0).default(0),
  limit: z.number().int().min(1).max(1000).default(100),
}

/** One reply shape for everything that goes wrong: the code of the engine's table and the values of its sentence. */
export const failureReply = {
  FAILURE: {
    status: 422,
    data: z.object({
      code: z.string(),
      category: z.string(),
      values: z.record(z.string(), z.json()),
      details: z.record(z.string(), z.json()).optional(),
    }),
  },
} as const
