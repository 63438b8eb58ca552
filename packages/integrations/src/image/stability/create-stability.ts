import type { Secret } from '@aetherflow/crypto/secret'
import { bearer, createHttpClient, type HttpClient } from '../../http/create-http-client.ts'
import type { GenerateCall, GenerateOutcome, ImageUpstream } from '../image-upstream.ts'
import { checkKey } from './check-key.ts'
import { clientHeaders } from './client-headers.ts'
import { generateCallFault } from './generate-call-fault.ts'
import { generateForm } from './generate-form.ts'
import { hasStabilityKeyFormat, stabilityHost } from './key-format.ts'
import { readBalance } from './read-balance.ts'
import { readGenerated } from './read-generated.ts'
import { stabilityModels, stabilityRoute } from './stability-models.ts'

/**
 * The adapter for Stability AI's REST API (v2beta generation, v1 account calls), after the vendor's document
 * at api.stability.ai/v2alpha/openapi and its v1 specification (github.com/Stability-AI/rest-api-support).
 * It never retries: the API has no idempotency key, so a second try is the router's decision.
 * @param options.baseUrl the simulator's address instead of the vendor's (demo and test); loopback only
 * @throws TypeError for any other address
 */
export function createStability(options: { baseUrl?: string } = {}): ImageUpstream {
  const client = createHttpClient({
    baseAddress: options.baseUrl ?? `https://${stabilityHost}`,
    allowedHosts: [stabilityHost],
  })
  const refused = { kind: 'refused', code: 'KEY_REFUSED' } as const
  return {
    id: 'stability',
    name: 'Stability AI',
    host: stabilityHost,
    keyHint: 'sk-…',
    models: stabilityModels,
    generate: (call) => generate(client, call),
    resume: null,
    hasKeyFormat: isKey,
    checkKey: async (key, callOptions) =>
      isKey(key) ? checkKey(client, key, callOptions) : refused,
    balance: async (key, callOptions) =>
      isKey(key) ? readBalance(client, key, callOptions) : refused,
  }
}

async function generate(client: HttpClient, call: GenerateCall): Promise<GenerateOutcome> {
  if (!isKey(call.key)) return { kind: 'refused', code: 'KEY_REFUSED', upstreamRequestId: null }
  const fault = generateCallFault(call)
  if (fault !== null)
    return { kind: 'refused', code: 'BAD_REQUEST', upstreamRequestId: null, detail: fault }
  const outcome = await client.send({
    method: 'POST',
    path: stabilityRoute(call.model).path,
    headers: { ...clientHeaders, accept: 'image/*', 'stability-client-user-id': call.attemptId },
    credential: bearer(call.key),
    body: await generateForm(call),
    timeoutMs: call.timeoutMs,
    signal: call.signal,
  })
  return readGenerated(outcome, call, Date.now())
}

function isKey(key: Secret): boolean {
  return hasStabilityKeyFormat(key.reveal())
}
