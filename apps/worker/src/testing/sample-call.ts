import { randomBytes, randomUUID } from 'node:crypto'
import { Secret } from '@aetherflow/crypto/secret'
import { createUpstreams, simulatedAddresses } from '@aetherflow/integrations/image/upstreams'
import type { ImageUpstream } from '@aetherflow/integrations/image/image-upstream'
import { type Simulator, startSimulator } from '@aetherflow/simulator/start-simulator'
import type { AttemptCall } from '../attempt/attempt-call.ts'

/** The outside world of a test: a dozen pictures, no waiting. */
export function startQuickSimulator(): Promise<Simulator> {
  return startSimulator({
    port: 0,
    host: '127.0.0.1',
    sandboxSecret: randomBytes(32).toString('hex'),
    sandboxMerchant: 'aetherflow-test',
    pictures: 'quick',
    rateLimit: false,
  })
}

export function upstreamsOf({ url }: Simulator): ReadonlyMap<string, ImageUpstream> {
  return createUpstreams({ baseUrls: simulatedAddresses(url) })
}

export function stabilityOf(simulator: Simulator): ImageUpstream {
  const stability = upstreamsOf(simulator).get('stability')
  if (stability === undefined) throw new Error('no stability in the catalogue')
  return stability
}

export function simulatedKey(name = 'worker'): Secret {
  return new Secret(`sk-sim-${name}-${randomBytes(12).toString('hex')}`)
}

export function sampleCall(changes: Partial<AttemptCall> = {}): AttemptCall {
  return {
    taskId: randomUUID(),
    attemptId: randomUUID(),
    upstream: 'stability',
    modelId: 'stability:sd3.5-medium',
    callTimeoutMs: 20_000,
    prompt: 'a lighthouse at dawn',
    negativePrompt: '',
    params: { aspectRatio: '1:1', outputFormat: 'jpeg' },
    seed: 7n,
    deadlineAt: new Date(Date.now() + 15 * 60_000),
    ...changes,
  }
}
