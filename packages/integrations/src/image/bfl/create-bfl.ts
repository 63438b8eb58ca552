import type { Secret } from '@aetherflow/crypto/secret'
import { createHttpClient } from '../../http/create-http-client.ts'
import { createResultDownload } from '../../http/download-result.ts'
import { paceOf } from '../follow-politely.ts'
import type { ImageUpstream } from '../image-upstream.ts'
import { keyFormat } from '../simulated-key.ts'
import { bflDialect } from './bfl-dialect.ts'
import { bflHost } from './bfl-job.ts'
import { bflModels } from './bfl-models.ts'
import { generate, resume } from './generate.ts'
import { readBalance } from './read-balance.ts'
import { withKeyFormat } from '../with-key-format.ts'

/** Keys of today begin with `bfl_`; older ones are UUIDs. */
const ownKey =
  /^(?:bfl_[A-Za-z0-9_-]{16,128}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/

/**
 * The adapter for Black Forest Labs' FLUX API (docs.bfl.ai): every model is a job with an id. Jobs may live in a region, so the key goes
 * to `api.bfl.ai` and `api.<region>.bfl.ai`, and nowhere else; results are fetched without it.
 * @throws TypeError for an address that is neither the vendor's nor loopback
 */
export function createBfl(options: { baseUrl?: string } = {}): ImageUpstream {
  const baseAddress = options.baseUrl ?? `https://${bflHost}`
  const client = createHttpClient({ baseAddress, allowedHosts: [bflHost] })
  const download = createResultDownload({
    baseAddress,
    apiHosts: [bflHost],
    hosts: ['.bfl.ai', '.bfl.ml'],
  })
  const parts = {
    client,
    download,
    baseAddress,
    dialect: bflDialect,
    pace: paceOf(options.baseUrl),
  }
  const isKey = keyFormat(ownKey, options.baseUrl)
  const models = bflModels.map(({ published }) => published)
  return withKeyFormat(isKey, {
    id: 'bfl',
    name: 'Black Forest Labs',
    host: bflHost,
    keyHint: 'bfl_…',
    models,
    generate: (call) => generate(parts, call),
    resume: (call) => resume(parts, call),
    async checkKey(key: Secret, callOptions) {
      const balance = await readBalance(client, key, callOptions)
      if (balance.kind !== 'balance') return balance
      // Credits belong to an organisation that no free call names.
      const { balanceE4 } = balance
      return { kind: 'valid', balanceE4, accountRef: null, models: models.map(({ id }) => id) }
    },
    balance: (key, callOptions) => readBalance(client, key, callOptions),
  })
}
