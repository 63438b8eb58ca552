import { createHttpClient } from '../../http/create-http-client.ts'
import { createResultDownload } from '../../http/download-result.ts'
import { paceOf } from '../follow-politely.ts'
import type { ImageUpstream } from '../image-upstream.ts'
import { keyFormat } from '../simulated-key.ts'
import { checkKey } from './check-key.ts'
import { generate, resume } from './generate.ts'
import { replicateDialect } from './replicate-dialect.ts'
import { replicateModels } from './replicate-models.ts'
import { withKeyFormat } from '../with-key-format.ts'

const host = 'api.replicate.com'
const ownKey = /^r8_[A-Za-z0-9]{20,100}$/

/**
 * The adapter for Replicate's official models (npm `replicate`): predictions that are asked about by id at the fixed host, never at the
 * address that an answer names; results are fetched from `replicate.delivery` without the key.
 * @throws TypeError for an address that is neither the vendor's nor loopback
 */
export function createReplicate(options: { baseUrl?: string } = {}): ImageUpstream {
  const baseAddress = options.baseUrl ?? `https://${host}`
  const parts = {
    client: createHttpClient({ baseAddress, allowedHosts: [host] }),
    download: createResultDownload({
      baseAddress,
      apiHosts: [host],
      hosts: ['replicate.delivery', '.replicate.delivery'],
    }),
    dialect: replicateDialect,
    pace: paceOf(options.baseUrl),
  }
  const isKey = keyFormat(ownKey, options.baseUrl)
  return withKeyFormat(isKey, {
    id: 'replicate',
    name: 'Replicate',
    host,
    keyHint: 'r8_…',
    models: replicateModels.map(({ published }) => published),
    generate: (call) => generate(parts, call),
    resume: (call) => resume(parts, call),
    checkKey: (key, callOptions) => checkKey(parts.client, key, callOptions),
    balance: async () => ({ kind: 'not-offered' }),
  })
}
