import { z } from 'zod'

/** The largest number the database can count to: where a list by number starts. */
export const lastId = 2n ** 63n - 1n

/** Above every UUID: where a list by id starts. */
export const lastUuid = 'ffffffff-ffff-ffff-ffff-ffffffffffff'

/** A page of a list, newest first: `before` is the id of the last row seen. */
export const uuidPage = z.strictObject({
  before: z.uuid().optional(),
  limit: z.int().min(1).max(100).default(30),
})
export const numberPage = z.strictObject({
  before: z.bigint().positive().max(lastId).optional(),
  limit: z.int().min(1).max(100).default(30),
})

/** Cuts the row that was read to learn whether there is more. */
export function pageOf<Row>(rows: Row[], limit: number): { rows: Row[]; more: boolean } {
  return { rows: rows.slice(0, limit), more: rows.length > limit }
}
