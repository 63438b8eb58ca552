import { createHttpClient } from '../../http/create-http-client.ts'
import type { ImageUpstream } from '../image-upstream.ts'
import { keyFormat } from '../simulated-key.ts'
import { checkKey } from './check-key.ts'
import { generate } from './generate.ts'
import { openaiModels } from './openai-models.ts'
import { withKeyFormat } from '../with-key-format.ts'

const host = 'api.openai.com'

/** Keys of a project, a service account, or the old kind; an admin's key cannot draw, and `sk-ant-…` is somebody else's. */
const ownKey = /^sk-(?!admin-|ant-|sim-)[A-Za-z0-9_-]{20,250}$/

/**
 * The adapter for OpenAI's image API (npm `openai`, resources/images). No job id and no idempotency key: a lost answer stays
 * unknown, and nothing is tried twice.
 * @throws TypeError for an address that is neither the vendor's nor loopback
 */
export function createOpenai(options: { baseUrl?: string } = {}): ImageUpstream {
  const client = createHttpClient({
    baseAddress: options.baseUrl ?? `https://${host}`,
    allowedHosts: [host],
  })
  const isKey = keyFormat(ownKey, options.baseUrl)
  return withKeyFormat(isKey, {
    id: 'openai',
    name: 'OpenAI',
    host,
    keyHint: 'sk-proj-…',
    models: openaiModels.map((model) => model.published),
    generate: (call) => generate(client, call),
    resume: null,
    checkKey: (key, callOptions) => checkKey(client, key, callOptions),
    balance: async () => ({ kind: 'not-offered' }),
  })
}
