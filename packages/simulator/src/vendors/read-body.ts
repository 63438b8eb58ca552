import type { IncomingHttpHeaders } from 'node:http'
import sharp from 'sharp'
import type { z } from 'zod'

/** What is wrong with a body, in one line. */
export function faultOf(error: z.ZodError): { refusal: 'bad-request'; detail: string } {
  const [issue] = error.issues
  return {
    refusal: 'bad-request',
    detail: `${issue?.path.join('.') ?? 'body'}: ${issue?.message ?? 'not valid'}`,
  }
}

/** The caller's own name for a call, for vendors without a field of their own. */
export function clientRequestId(headers: IncomingHttpHeaders): string | null {
  const value = headers['x-client-request-id']
  return typeof value === 'string' ? value : null
}

/** Pixels of a picture that was sent; null when it is none. */
export async function pixelsOf(
  bytes: Uint8Array,
): Promise<{ width: number; height: number } | null> {
  try {
    const { width, height } = await sharp(bytes).metadata()
    return { width, height }
  } catch {
    return null
  }
}
