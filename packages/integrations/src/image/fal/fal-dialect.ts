import { statusCode } from '../status-code.ts'
import { z } from 'zod'
import type { UpstreamErrorCode } from '../image-upstream.ts'
import type { Dialect, VendorError } from '../read-failure.ts'
import { readJson } from '../read-json.ts'

const text = z.string().max(20_000)
const errorSchema = z.union([
  z.object({
    detail: z
      .array(z.object({ msg: text, type: z.string().max(200) }))
      .min(1)
      .max(100),
  }),
  z.object({ detail: text }),
  z.object({ message: text }),
])

/** The name of an error that came without a type. */
export const plainError = 'error'

/** What decides before the status: the `type` of a model's error (fal.ai/docs/errors). */
const byType: Readonly<Record<string, UpstreamErrorCode>> = {
  content_policy_violation: 'PROMPT_REFUSED',
  internal_server_error: 'UPSTREAM_ERROR',
  generation_timeout: 'UPSTREAM_ERROR',
  downstream_service_error: 'UPSTREAM_ERROR',
  downstream_service_unavailable: 'UPSTREAM_ERROR',
}

/** How fal says no: the gateway `{detail}` or `{message}`, a model `{detail: [{loc, msg, type}]}`; a list's first `type` is the code. */
export const falDialect: Dialect = {
  errorOf,
  codeOf: falCode,
  requestIdHeader: 'x-fal-request-id',
  rateLockMs: 15_000,
}

/** @param name a model's error type, or `plainError` for a gateway's; null when the body was not readable */
export function falCode(status: number, name: string | null): UpstreamErrorCode {
  const known = name !== null && Object.hasOwn(byType, name) ? byType[name] : undefined
  if (known !== undefined) return known
  // A readable 403 is an account that is locked because its balance is spent.
  if (status === 402 || (status === 403 && name !== null)) return 'OUT_OF_CREDITS'
  return statusCode(status)
}

function errorOf(body: Uint8Array): VendorError | null {
  const error = readJson(body, errorSchema)
  if (error === null) return null
  if ('message' in error) return { id: null, name: plainError, text: error.message }
  const { detail } = error
  if (typeof detail === 'string') return { id: null, name: plainError, text: detail }
  const name = detail[0]?.type ?? plainError
  return { id: null, name, text: detail.map(({ msg }) => msg).join('; ') }
}
