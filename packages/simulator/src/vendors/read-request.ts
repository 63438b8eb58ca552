import type { IncomingMessage } from 'node:http'
import { readBody } from '../http/read-body.ts'
import { readForm } from '../http/read-form.ts'
import type { Vendor } from './vendor.ts'

const DEFAULT_MAX_BYTES = 20 * 1024 * 1024

/** The key as this vendor wants it shown; null when there is none. */
export function keyOf({ credential }: Vendor, { headers }: IncomingMessage): string | null {
  if (typeof credential === 'object' && 'header' in credential) {
    const value = headers[credential.header]
    return typeof value === 'string' && value !== '' ? value : null
  }
  const [scheme = '', key = ''] = (headers.authorization ?? '').split(/\s+/)
  const wanted = credential === 'bearer' ? 'bearer' : credential.scheme.toLowerCase()
  return scheme.toLowerCase() === wanted && key !== '' ? key : null
}

/** Reads a JSON body or a form; null when it is larger than the vendor takes. */
export async function readText(
  { maxBodyBytes = DEFAULT_MAX_BYTES }: Vendor,
  request: IncomingMessage,
): Promise<{ json: unknown; form: FormData | null } | null> {
  const body = await readBody(request, maxBodyBytes)
  if (body === null) return null
  const contentType = request.headers['content-type'] ?? ''
  if (contentType.startsWith('multipart/form-data'))
    return { json: undefined, form: await readForm(body, contentType) }
  try {
    return { json: JSON.parse(body.toString('utf8')), form: null }
  } catch {
    return { json: undefined, form: null }
  }
}
