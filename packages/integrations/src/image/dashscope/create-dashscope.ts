import { unfitCall } from '../image-outcome.ts'
import { createHttpClient } from '../../http/create-http-client.ts'
import { createResultDownload, type DownloadResult } from '../../http/download-result.ts'
import { callFault } from '../call-fault.ts'
import { paceOf } from '../follow-politely.ts'
import type { GenerateCall, GenerateOutcome, ImageUpstream } from '../image-upstream.ts'
import { keyFormat } from '../simulated-key.ts'
import { checkKey } from './check-key.ts'
import { generateQwen } from './generate-qwen.ts'
import { generateWan, resumeWan } from './generate-wan.ts'
import { qwenModels } from './qwen-models.ts'
import { wanModels } from './wan-models.ts'
import { withKeyFormat } from '../with-key-format.ts'

/** Beijing; keys of Singapore are not known there. */
const host = 'dashscope.aliyuncs.com'
/** Results lie in buckets of several regions: dashscope-result-bj.oss-cn-beijing.aliyuncs.com and the like. */
const resultHosts = ['.aliyuncs.com']

const ownKey = /^sk-(?!sim-|ant-|proj-)[A-Za-z0-9_-]{16,250}$/

const maxNegativeChars = 500
const models = [...qwenModels, ...wanModels].map((model) => model.published)

/**
 * The adapter for Alibaba Cloud Model Studio (DashScope): Qwen-Image, which answers at once with an address, and Wan,
 * whose tasks are asked about by id. Nothing is tried twice; what is fetched is fetched without the key.
 * @throws TypeError for an address that is neither the vendor's nor loopback
 */
export function createDashscope(options: { baseUrl?: string } = {}): ImageUpstream {
  const baseAddress = options.baseUrl ?? `https://${host}`
  const client = createHttpClient({ baseAddress, allowedHosts: [host] })
  const downloadFrom = createResultDownload({ baseAddress, apiHosts: [host], hosts: resultHosts })
  const download: DownloadResult = (address, bounds) => downloadFrom(secured(address), bounds)
  const isKey = keyFormat(ownKey, options.baseUrl)
  const parts = { client, download, pace: paceOf(options.baseUrl) }
  const generate = async (call: GenerateCall): Promise<GenerateOutcome> => {
    const fault = callFault(call, models) ?? negativeFault(call)
    if (fault !== null) return unfitCall(fault)
    const qwen = qwenModels.find((model) => model.published.id === call.model)
    if (qwen !== undefined) return generateQwen(client, download, call, qwen)
    const wan = wanModels.find((model) => model.published.id === call.model)
    return wan === undefined ? unfitCall('model: not offered') : generateWan(parts, call, wan)
  }
  return withKeyFormat(isKey, {
    id: 'dashscope',
    name: 'Alibaba Cloud Model Studio',
    host,
    keyHint: 'sk-…',
    models,
    generate,
    resume: (call) => resumeWan(parts, call),
    checkKey: (key, callOptions) => checkKey(client, key, callOptions, models),
    balance: async () => ({ kind: 'not-offered' }),
  })
}

/** The vendor cuts what is too long without a word; a call should mean what it says. */
function negativeFault({ negativePrompt = '' }: GenerateCall): string | null {
  return negativePrompt.length > maxNegativeChars ? 'negativePrompt: too_big' : null
}

/** Some answers name a bucket by http: it listens on https as well, and its signature does not cover the scheme. */
function secured(address: unknown): unknown {
  return typeof address === 'string'
    ? address.replace(/^http:\/\/(?=[a-z0-9.-]+\.aliyuncs\.com\/)/, 'https://')
    : address
}
