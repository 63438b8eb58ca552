import type { Secret } from '@aetherflow/crypto/secret'
import type { z } from 'zod'
import type { HttpClient } from '../../http/create-http-client.ts'
import { GatewayError } from '../gateway-error.ts'
import { parsedJson } from '../parsed-json.ts'
import { sandboxSignature } from './sandbox-signature.ts'

/** Whom a request speaks for, and by whose clock it is signed. */
export type SandboxIdentity = { merchant: string; secret: Secret; now: () => number }

export type SandboxRequest = { path: string; signedPath: string; json?: unknown }

/** `absent` is 404, `impossible` 422: well asked, and the payment does not allow it. */
export type SandboxAnswer<Answer> =
  | { kind: 'answer'; body: Answer }
  | { kind: 'absent' }
  | { kind: 'impossible' }

const timeoutMs = 10_000
/** A page of 200 statement lines has about 40 KB. */
const maxBytes = 262_144

/**
 * One signed exchange with the sandbox gateway. A POST signs its body, a GET its full path.
 * @throws GatewayError
 */
export async function sandboxExchange<Answer>(
  client: HttpClient,
  identity: SandboxIdentity,
  request: SandboxRequest,
  schema: z.ZodType<Answer>,
): Promise<SandboxAnswer<Answer>> {
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
    maxBytes,
  })
  if (outcome.kind === 'not-sent') throw new GatewayError('GATEWAY_UNREACHABLE')
  if (outcome.kind !== 'answer' || outcome.status >= 500) throw new GatewayError('GATEWAY_UNKNOWN')
  if (outcome.status === 404) return { kind: 'absent' }
  if (outcome.status === 422) return { kind: 'impossible' }
  if (outcome.status >= 300) throw new GatewayError('GATEWAY_REFUSED')
  const parsed = schema.safeParse(parsedJson(Buffer.from(outcome.body).toString('utf8')))
  if (!parsed.success) throw new GatewayError('GATEWAY_UNKNOWN')
  return { kind: 'answer', body: parsed.data }
}
