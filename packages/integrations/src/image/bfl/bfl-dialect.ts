import { statusCode } from '../status-code.ts'
import { z } from 'zod'
import type { UpstreamErrorCode } from '../image-upstream.ts'
import type { Dialect, VendorError } from '../read-failure.ts'
import { readJson } from '../read-json.ts'

const text = z.string().max(20_000)
const errorSchema = z.object({
  detail: z.union([text, z.array(z.object({ msg: text, type: text.optional() })).max(100)]),
})

/**
 * How Black Forest Labs says no: FastAPI's `{detail}`, a text or a list. The status decides (docs.bfl.ml/api_integration/errors); prompts are
 * refused by a job's status, never here.
 */
export const bflDialect: Dialect = {
  errorOf,
  codeOf: bflCode,
  requestIdHeader: 'x-request-id',
  // A full house of 24 jobs: one of them ends soon.
  rateLockMs: 15_000,
}

/** @param name null when the body was not readable */
export function bflCode(status: number, name: string | null): UpstreamErrorCode {
  if (status === 402) return 'OUT_OF_CREDITS'
  // Readable: the key may not do that. Unreadable: a firewall.
  if (status === 403) return name === null ? 'UPSTREAM_ERROR' : 'KEY_REFUSED'
  return statusCode(status)
}

function errorOf(body: Uint8Array): VendorError | null {
  const detail = readJson(body, errorSchema)?.detail
  if (detail === undefined) return null
  if (typeof detail === 'string') return { id: null, name: 'error', text: detail }
  const name = detail[0]?.type ?? 'error'
  return { id: null, name, text: detail.map(({ msg }) => msg).join('; ') }
}
