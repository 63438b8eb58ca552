import { createHttpClient } from '../../http/create-http-client.ts'
import { createResultDownload } from '../../http/download-result.ts'
import { paceOf } from '../follow-politely.ts'
import type { ImageUpstream } from '../image-upstream.ts'
import { keyFormat } from '../simulated-key.ts'
import { checkKey } from './check-key.ts'
import { falDialect } from './fal-dialect.ts'
import { falModels } from './fal-models.ts'
import { generate, resume } from './generate.ts'
import { withKeyFormat } from '../with-key-format.ts'

const host = 'queue.fal.run'
/** `<id>:<secret>`, a UUID and 32 hexadecimal digits. */
const ownKey = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}:[0-9a-f]{32,64}$/

/**
 * The adapter for fal's queue (npm `@fal-ai/client`, queue). The direct address `fal.run` is never used: it has no request id, so a lost connection
 * would lose a paid picture.
 * @throws TypeError for an address that is neither the vendor's nor loopback
 */
export function createFal(options: { baseUrl?: string } = {}): ImageUpstream {
  const baseAddress = options.baseUrl ?? `https://${host}`
  const parts = {
    client: createHttpClient({ baseAddress, allowedHosts: [host] }),
    download: createResultDownload({
      baseAddress,
      apiHosts: [host],
      hosts: ['fal.media', '.fal.media'],
    }),
    dialect: falDialect,
    pace: paceOf(options.baseUrl),
  }
  const isKey = keyFormat(ownKey, options.baseUrl)
  return withKeyFormat(isKey, {
    id: 'fal',
    name: 'fal',
    host,
    keyHint: '<id>:<secret>',
    models: falModels.map(({ published }) => published),
    generate: (call) => generate(parts, call),
    resume: (call) => resume(parts, call),
    checkKey: (key, callOptions) => checkKey(parts.client, key, callOptions),
    balance: async () => ({ kind: 'not-offered' }),
  })
}
