import { z } from 'zod'

/** The input of a procedure that takes none: anything else is refused. */
export const nothing = z.strictObject({}).optional()
