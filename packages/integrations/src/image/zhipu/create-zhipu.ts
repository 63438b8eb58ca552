import { createHttpClient } from '../../http/create-http-client.ts'
import { createResultDownload } from '../../http/download-result.ts'
import type { ImageUpstream } from '../image-upstream.ts'
import { keyFormat } from '../simulated-key.ts'
import { checkKey } from './check-key.ts'
import { generate } from './generate.ts'
import { zhipuModels } from './zhipu-models.ts'
import { withKeyFormat } from '../with-key-format.ts'

const host = 'open.bigmodel.cn'

/** Where results have been seen: the vendor's own names, and its two buckets at UCloud. */
const resultHosts = [
  '.bigmodel.cn',
  '.zhipuai.cn',
  '.chatglm.cn',
  'maas-watermark-prod.cn-wlcb.ufileos.com',
  'maas-watermark-prod-new.cn-wlcb.ufileos.com',
]

/** `{id}.{secret}`, both letters and digits. */
const ownKey = /^[A-Za-z0-9]{16,64}\.[A-Za-z0-9]{8,64}$/

/**
 * The adapter for Zhipu's image API (docs.bigmodel.cn, 图像生成): CogView and GLM-Image, which take Chinese. The answer is an
 * address, fetched without the key. A lost answer stays unknown, and nothing is tried twice.
 * @throws TypeError for an address that is neither the vendor's nor loopback
 */
export function createZhipu(options: { baseUrl?: string } = {}): ImageUpstream {
  const baseAddress = options.baseUrl ?? `https://${host}`
  const client = createHttpClient({ baseAddress, allowedHosts: [host] })
  const download = createResultDownload({ baseAddress, apiHosts: [host], hosts: resultHosts })
  const isKey = keyFormat(ownKey, options.baseUrl)
  return withKeyFormat(isKey, {
    id: 'zhipu',
    name: 'Zhipu AI',
    host,
    keyHint: '0123abcd….AbCd…',
    models: zhipuModels.map((model) => model.published),
    generate: (call) => generate(client, download, call),
    resume: null,
    checkKey: (key, callOptions) => checkKey(client, key, callOptions),
    balance: async () => ({ kind: 'not-offered' }),
  })
}
