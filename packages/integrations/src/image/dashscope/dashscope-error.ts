import { statusCode } from '../status-code.ts'
import { z } from 'zod'
import type { UpstreamErrorCode } from '../image-upstream.ts'
import type { Dialect, VendorError } from '../read-failure.ts'
import { readJson } from '../read-json.ts'

const text = z.string().max(20_000).nullish()
const ownSchema = z.object({ code: z.string().max(200), message: text, request_id: text })
/** What the calls that are compatible with OpenAI answer. */
const compatibleSchema = z.object({ error: ownSchema, request_id: text })

const codes: readonly (readonly [UpstreamErrorCode, readonly string[]])[] = [
  ['KEY_REFUSED', ['InvalidApiKey', 'invalid_api_key', 'AccessDenied', 'access_denied']],
  ['KEY_REFUSED', ['Model.AccessDenied', 'Workspace.AccessDenied', 'APIKeyNotFound']],
  ['OUT_OF_CREDITS', ['Arrearage', 'PrepaidBillOverdue', 'PostpaidBillOverdue']],
  ['OUT_OF_CREDITS', ['CommodityNotPurchased', 'AllocationQuota.FreeTierOnly']],
  ['PROMPT_REFUSED', ['DataInspectionFailed', 'data_inspection_failed', 'DataInspection']],
  ['PROMPT_REFUSED', ['IPInfringementSuspect']],
  ['RATE_LIMITED', ['Throttling', 'LimitRequests', 'limit_requests', 'insufficient_quota']],
  ['BAD_REQUEST', ['InvalidParameter', 'InvalidURL', 'invalid_parameter_error']],
  // A model that is gone is no fault of the key: others must not be paused for it.
  ['UPSTREAM_ERROR', ['ModelNotFound', 'model_not_found', 'NotFound', 'InternalError']],
]
const byName = new Map(codes.flatMap(([code, names]) => names.map((name) => [name, code] as const)))

/**
 * How DashScope says no: `{code, message, request_id}` (help.aliyun.com, model-studio error codes). Codes have families:
 * `Throttling.RateQuota` is a `Throttling`.
 */
export const dashscopeDialect: Dialect = {
  errorOf,
  codeOf: dashscopeCode,
  requestIdHeader: 'x-request-id',
  rateLockMs: 30_000,
}

/** @param name the vendor's code; null when the body was not readable */
export function dashscopeCode(status: number, name: string | null): UpstreamErrorCode {
  const known = name === null ? undefined : (byName.get(name) ?? byName.get(familyOf(name)))
  return known ?? statusCode(status)
}

function familyOf(name: string): string {
  return name.split('.', 1)[0] ?? name
}

function errorOf(body: Uint8Array): VendorError | null {
  const own = readJson(body, ownSchema)
  if (own !== null) return { id: own.request_id ?? null, name: own.code, text: own.message ?? '' }
  const read = readJson(body, compatibleSchema)
  if (read === null) return null
  return { id: read.request_id ?? null, name: read.error.code, text: read.error.message ?? '' }
}
