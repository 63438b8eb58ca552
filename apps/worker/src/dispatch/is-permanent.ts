import { z } from 'zod'

const badInput = z.object({ code: z.literal('BAD_REQUEST') })
/** SQLSTATE 22 (data) and 23 (constraint): the content is at fault, not the moment. */
const badContent = z.object({ cause: z.object({ code: z.string().regex(/^2[23]...$/) }) })

/** Whether a report was refused for what it says, so that saying it again cannot help. */
export function isPermanent(error: unknown): boolean {
  return badInput.safeParse(error).success || badContent.safeParse(error).success
}
