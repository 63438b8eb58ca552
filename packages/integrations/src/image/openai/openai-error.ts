import { statusCode } from '../status-code.ts'
import { z } from 'zod'
import type { UpstreamErrorCode } from '../image-upstream.ts'
import type { Dialect, VendorError } from '../read-failure.ts'
import { readJson } from '../read-json.ts'

const errorSchema = z.object({
  error: z.object({
    message: z.string().max(20_000).nullish(),
    type: z.string().max(200).nullish(),
    code: z.union([z.string().max(200), z.number()]).nullish(),
    moderation_stage: z.string().max(32).nullish(),
  }),
})

/** What decides before the status: codes that several statuses share. */
const byName: Readonly<Record<string, UpstreamErrorCode>> = {
  moderation_blocked: 'PROMPT_REFUSED',
  'moderation_blocked:output': 'OUTPUT_FILTERED',
  content_policy_violation: 'PROMPT_REFUSED',
  insufficient_quota: 'OUT_OF_CREDITS',
  billing_hard_limit_reached: 'OUT_OF_CREDITS',
  billing_not_active: 'OUT_OF_CREDITS',
  invalid_api_key: 'KEY_REFUSED',
  account_deactivated: 'KEY_REFUSED',
  // A model that is gone is no fault of the key: others must not be paused for it.
  model_not_found: 'UPSTREAM_ERROR',
  // Where our servers stand is no fault of the key.
  unsupported_country_region_territory: 'UPSTREAM_ERROR',
}

/**
 * How OpenAI says no: `{error: {message, type, code, param}}` (npm `openai`, resources and error.ts). 429 is a rate limit or a
 * drained account, told apart by `code`; a drained one is not worth another try.
 */
export const openaiDialect: Dialect = {
  errorOf,
  codeOf: openaiCode,
  requestIdHeader: 'x-request-id',
  rateLockMs: 20_000,
}

/** @param name the vendor's code, or its type where there is none; null when the body was not readable */
export function openaiCode(status: number, name: string | null): UpstreamErrorCode {
  const known = name !== null && Object.hasOwn(byName, name) ? byName[name] : undefined
  if (known !== undefined) return known
  // Readable: an organisation that is not verified, a key without the scope. Unreadable: a firewall.
  if (status === 403) return name === null ? 'UPSTREAM_ERROR' : 'KEY_REFUSED'
  return statusCode(status)
}

function errorOf(body: Uint8Array): VendorError | null {
  const error = readJson(body, errorSchema)?.error
  if (error === undefined) return null
  const code = String(error.code ?? error.type ?? 'error')
  const name = error.moderation_stage === 'output' ? `${code}:output` : code
  return { id: null, name, text: error.message ?? '' }
}
