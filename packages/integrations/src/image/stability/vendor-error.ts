import { z } from 'zod'

const bounded = z.string().max(4000)
const v2Error = z.object({
  id: bounded.optional(),
  name: bounded,
  errors: z.array(bounded).min(1).max(50),
})
const v1Error = z.object({ id: bounded.optional(), name: bounded, message: bounded })

/** An error as the vendor says it; `name` is the code to decide by, `text` is for people. */
export type VendorError = { id: string | null; name: string; text: string }

/**
 * Reads both of Stability's error shapes: v2beta `{id,name,errors[]}` and v1 `{id,name,message}`.
 * @returns null when the body is neither (a gateway's page, cut off, empty)
 */
export function vendorError(body: Uint8Array): VendorError | null {
  if (body.byteLength > 65_536) return null
  const json = parsed(Buffer.from(body).toString('utf8'))
  const v2 = v2Error.safeParse(json)
  if (v2.success)
    return { id: v2.data.id ?? null, name: v2.data.name, text: v2.data.errors.join('; ') }
  const v1 = v1Error.safeParse(json)
  return v1.success ? { id: v1.data.id ?? null, name: v1.data.name, text: v1.data.message } : null
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
