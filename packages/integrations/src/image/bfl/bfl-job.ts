import { z } from 'zod'
import { hostAllowed } from '../../http/host-allowed.ts'
import { allowedAddresses, vendorAddress } from '../../http/vendor-address.ts'

export const bflHost = 'api.bfl.ai'

/** `id`, the origin and path where it is asked about, and what it costs in 1/10,000 credit, empty where that was not said. */
export type BflJob = { id: string; origin: string; path: string; costE4: bigint | null }

/** Ids are UUIDs today; they go into a query. */
export const bflIdPattern = /^[A-Za-z0-9_-]{8,100}$/
const jobSchema = z.strictObject({
  id: z.string().regex(bflIdPattern),
  url: z.string().max(400),
  costE4: z
    .string()
    .regex(/^\d{1,12}$/)
    .nullable(),
})

/**
 * Where a job may be asked about, with the key: `https://api.bfl.ai` or one region of it (`api.eu2.bfl.ai`), the path `/v1/get_result`, and no other
 * query than its id. Beside a simulator exactly that one.
 * @returns null for anything else, which is not called
 */
function allowedPlace(
  address: unknown,
  id: string,
  baseAddress: string,
): Pick<BflJob, 'origin' | 'path'> | null {
  const allowed = allowedAddresses(baseAddress, [bflHost, '.bfl.ai'])
  const url = vendorAddress(address, allowed)
  if (url === null || url.search !== `?id=${id}`) return null
  const { origin, pathname: path, hostname } = url
  if (allowed.simulatorOrigin !== null)
    return path === `${pathOf(baseAddress)}/v1/get_result` ? { origin, path } : null
  // Results lie below the same domain, on hosts that have no business with a key.
  const isApi = hostAllowed(hostname, [bflHost]) || /^api\.[a-z0-9-]+\.bfl\.ai$/.test(hostname)
  return isApi && path === '/v1/get_result' ? { origin, path } : null
}

/** The name that is kept for a job, and whence it is asked about again: no secret. */
export function writeJob({ id, origin, path, costE4 }: BflJob): string {
  return JSON.stringify({
    id,
    url: `${origin}${path}?id=${id}`,
    costE4: costE4?.toString() ?? null,
  })
}

/** Reads what `writeJob` wrote, and believes none of it: it comes from a table. */
export function readJob(text: string, baseAddress: string): BflJob | null {
  const parsed = jobSchema.safeParse(jsonOf(text))
  if (!parsed.success) return null
  const { id, url, costE4 } = parsed.data
  const place = allowedPlace(url, id, baseAddress)
  return place && { id, ...place, costE4: costE4 === null ? null : BigInt(costE4) }
}

/** Where a job is asked about: where the vendor said, or, when that is no place that we call, at the fixed address. */
export function pollingPlace(
  address: unknown,
  id: string,
  baseAddress: string,
): Pick<BflJob, 'origin' | 'path'> {
  const fixed = {
    origin: new URL(baseAddress).origin,
    path: `${pathOf(baseAddress)}/v1/get_result`,
  }
  return allowedPlace(address, id, baseAddress) ?? fixed
}

function pathOf(baseAddress: string): string {
  return new URL(baseAddress).pathname.replace(/\/+$/, '')
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
