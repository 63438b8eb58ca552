import type { Secret } from '@aetherflow/crypto/secret'
import { bearer, createHttpClient } from '../../http/create-http-client.ts'
import { timeLeft } from '../../http/time-left.ts'
import { callFault } from '../call-fault.ts'
import type { GenerateCall, GenerateOutcome, ImageUpstream } from '../image-upstream.ts'
import { checkKey } from './check-key.ts'
import { clientHeaders } from './client-headers.ts'
import { generateForm } from './generate-form.ts'
import { hasStabilityKeyFormat, stabilityHost } from './key-format.ts'
import { readBalance } from './read-balance.ts'
import { readGenerated } from './read-generated.ts'
import { type Asking, finishJob, resumeJob } from './stability-job.ts'
import { stabilityModels, stabilityRoute } from './stability-models.ts'
import { withKeyFormat } from '../with-key-format.ts'

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
  // "Do not poll more than once per 10 seconds" (v2beta document); the simulator has no such limit.
  const simulated =
    options.baseUrl !== undefined && new URL(options.baseUrl).hostname !== stabilityHost
  const asking = { client, everyMs: simulated ? 100 : 10_000 }
  return withKeyFormat(isKey, {
    id: 'stability',
    name: 'Stability AI',
    host: stabilityHost,
    keyHint: 'sk-…',
    models: stabilityModels,
    generate: (call) => generate(asking, call),
    resume: (call) => resumeJob(asking, call),
    checkKey: (key, callOptions) => checkKey(client, key, callOptions),
    balance: (key, callOptions) => readBalance(client, key, callOptions),
  })
}

async function generate(asking: Asking, call: GenerateCall): Promise<GenerateOutcome> {
  const upstreamRequestId = null
  const fault = callFault(call, stabilityModels)
  const route = stabilityRoute(call.model)
  if (fault !== null || route === null)
    return { kind: 'refused', code: 'BAD_REQUEST', upstreamRequestId, detail: fault ?? 'model' }
  const left = timeLeft(call.timeoutMs)
  const job = route.callClass === 'job-id'
  const outcome = await asking.client.send({
    method: 'POST',
    path: route.path,
    headers: {
      ...clientHeaders,
      accept: job ? 'application/json' : 'image/*',
      'stability-client-user-id': call.attemptId,
    },
    credential: bearer(call.key),
    body: await generateForm(call, route.fixed),
    timeoutMs: call.timeoutMs,
    signal: call.signal,
  })
  if (job) return finishJob(asking, outcome, { ...call, timeoutMs: left() })
  return readGenerated(outcome, call, Date.now())
}

function isKey(key: Secret): boolean {
  return hasStabilityKeyFormat(key.reveal())
}
