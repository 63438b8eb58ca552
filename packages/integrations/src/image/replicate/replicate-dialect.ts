import { statusCode } from '../status-code.ts'
import { z } from 'zod'
import type { UpstreamErrorCode } from '../image-upstream.ts'
import type { Dialect, VendorError } from '../read-failure.ts'
import { readJson } from '../read-json.ts'

const text = z.string().max(20_000)
const errorSchema = z.union([z.object({ detail: text }), z.object({ title: text })])

/** How Replicate says no: `{title, detail, status}` after RFC 7807 (npm `replicate`, lib/error). The status decides. */
export const replicateDialect: Dialect = {
  errorOf,
  codeOf: replicateCode,
  requestIdHeader: 'x-request-id',
  // "Your rate limit resets in ~30s", says the vendor's page on rate limits.
  rateLockMs: 30_000,
}

/** @param name null when the body was not readable */
export function replicateCode(status: number, name: string | null): UpstreamErrorCode {
  if (status === 402) return 'OUT_OF_CREDITS'
  // Readable: the account may not use the model. Unreadable: a firewall.
  if (status === 403) return name === null ? 'UPSTREAM_ERROR' : 'KEY_REFUSED'
  return statusCode(status)
}

/** The models' own words for a picture that their filter kept back (replicate/cog-flux, predict.py): they carry no code. */
const filtered = new Set([
  'All generated images contained NSFW content. Try running it again with a different prompt.',
  'Generated image contained NSFW content. Try running it again with a different prompt.',
])

const byCode: Readonly<Record<string, UpstreamErrorCode>> = {
  // "The input or output was flagged as sensitive."
  E005: 'PROMPT_REFUSED',
  E006: 'BAD_REQUEST',
}

/**
 * What a prediction's error comes to: by the code that stands in brackets at its end, or a whole sentence that is known.
 * @param hasRun whether the prediction took time on a machine: then what was flagged was its picture
 */
export function failureCode(error: string, hasRun: boolean): UpstreamErrorCode {
  if (filtered.has(error)) return 'OUTPUT_FILTERED'
  const [, code = ''] = /\((E\d{3,5})\)\s*$/.exec(error.slice(-40)) ?? []
  const known = Object.hasOwn(byCode, code) ? byCode[code] : undefined
  if (known === 'PROMPT_REFUSED' && hasRun) return 'OUTPUT_FILTERED'
  return known ?? 'UPSTREAM_ERROR'
}

function errorOf(body: Uint8Array): VendorError | null {
  const error = readJson(body, errorSchema)
  if (error === null) return null
  return { id: null, name: 'error', text: 'detail' in error ? error.detail : error.title }
}
