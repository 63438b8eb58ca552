import { statusCode } from '../status-code.ts'
import { z } from 'zod'
import type { UpstreamErrorCode } from '../image-upstream.ts'
import type { Dialect, VendorError } from '../read-failure.ts'
import { readJson } from '../read-json.ts'

/** Where the content check struck, and how hard: level 0 is the worst of four. */
export const contentFilterSchema = z
  .array(z.object({ role: z.string().max(32), level: z.number() }))
  .max(20)
  .nullish()
  .catch(null)

const errorSchema = z.object({
  error: z.object({
    code: z.union([z.string().max(64), z.number()]),
    message: z.string().max(20_000).nullish(),
  }),
  contentFilter: contentFilterSchema,
})

const codes: readonly (readonly [UpstreamErrorCode, readonly string[]])[] = [
  ['KEY_REFUSED', ['1000', '1001', '1002', '1003', '1004', '1110', '1111', '1112', '1121']],
  // A model or plan that this account has not opened.
  ['KEY_REFUSED', ['1220', '1309', '1311']],
  ['OUT_OF_CREDITS', ['1113']],
  ['BAD_REQUEST', ['1210', '1212', '1213', '1214', '1215', '1261']],
  ['PROMPT_REFUSED', ['1301']],
  ['OUTPUT_FILTERED', ['1301:assistant']],
  ['RATE_LIMITED', ['1302', '1303', '1304', '1308', '1310', '1313']],
  // The platform is overloaded or broken, whoever asks; 1231 says that a request id was used before.
  ['UPSTREAM_ERROR', ['500', '1120', '1200', '1211', '1221', '1222', '1230', '1231', '1234']],
  ['UPSTREAM_ERROR', ['1300', '1305', '1312']],
]
const byName = new Map(codes.flatMap(([code, names]) => names.map((name) => [name, code] as const)))

/** How Zhipu says no: `{error: {code: "1302", message}}` (docs.bigmodel.cn/cn/api/api-code). The code decides, not the status. */
export const zhipuDialect: Dialect = {
  errorOf,
  codeOf: zhipuCode,
  // The vendor names no request in a header.
  requestIdHeader: 'x-request-id',
  rateLockMs: 30_000,
}

/** @param name the vendor's code; null when the body was not readable */
export function zhipuCode(status: number, name: string | null): UpstreamErrorCode {
  const known = name === null ? undefined : byName.get(name)
  return known ?? statusCode(status)
}

function errorOf(body: Uint8Array): VendorError | null {
  const read = readJson(body, errorSchema)
  if (read === null) return null
  const code = String(read.error.code)
  const isOutput = read.contentFilter?.some(({ role }) => role === 'assistant') === true
  const name = isOutput ? `${code}:assistant` : code
  return { id: null, name, text: read.error.message ?? '' }
}
