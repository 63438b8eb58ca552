import type { Secret } from '@aetherflow/crypto/secret'
import type { z } from 'zod'
import type { HttpClient } from '../../http/create-http-client.ts'
import { GatewayError } from '../gateway-error.ts'
import { sandboxSignature } from './sandbox-signature.ts'

/** Whom a request speaks for, and by whose clock it is signed. */
export type SandboxIdentity = { merchant: string; secret: Secret; now: () => number }

export type SandboxRequest = { path: string; signedPath: string; json?: unknown }

const timeoutMs = 10_000

/**
 * One signed exchange with the sandbox gateway. A POST signs its body, a GET its full path.
 * @returns the parsed answer, or null for 404
 * @throws GatewayError
 */
export async function sandboxExchange<Answer>(
  client: HttpClient,
  identity: SandboxIdentity,
  request: SandboxRequest,
  schema: z.ZodType<Answer>,
): Promise<Answer | null> {
  const body = request.json === undefined ? null : JSON.stringify(request.json)
  const outcome = await client.send({
    method: body === null ? 'GET' : 'POST',
    path: request.path,
    headers: {
      accept: 'application/json',
      'x-sandbox-merchant': identity.merchant,
      'x-sandbox-signature': sandboxSignature(
        identity.secret,
        body ?? request.signedPath,
        identity.now(),
      ),
    },
    ...(body === null
      ? {}
      : { body: { bytes: new TextEncoder().encode(body), contentType: 'application/json' } }),
    timeoutMs,
    maxBytes: 65_536,
  })
  if (outcome.kind === 'not-sent') throw new GatewayError('GATEWAY_UNREACHABLE')
  if (outcome.kind !== 'answer' || outcome.status >= 500) throw new GatewayError('GATEWAY_UNKNOWN')
  if (outcome.status === 404) return null
  if (outcome.status >= 300) throw new GatewayError('GATEWAY_REFUSED')
  const parsed = schema.safeParse(parsedJson(Buffer.from(outcome.body).toString('utf8')))
  if (!parsed.success) throw new GatewayError('GATEWAY_UNKNOWN')
  return parsed.data
}

/** @returns undefined when the text is not JSON */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
