import { jsonHeaders } from '../json-headers.ts'
import { z } from 'zod'
import { bearer, type HttpClient } from '../../http/create-http-client.ts'
import type { DownloadResult } from '../../http/download-result.ts'
import { timeLeft } from '../../http/time-left.ts'
import { callFault } from '../call-fault.ts'
import { downloadOutcome, invalidAnswer, unfitCall } from '../image-outcome.ts'
import type { GenerateCall, GenerateOutcome } from '../image-upstream.ts'
import { readAnswer } from '../read-failure.ts'
import { readJson } from '../read-json.ts'
import { contentFilterSchema, zhipuDialect } from './zhipu-error.ts'
import { type ZhipuModel, zhipuModels } from './zhipu-models.ts'

const answerSchema = z.object({
  data: z
    .array(z.object({ url: z.string().max(4000) }))
    .max(10)
    .nullish(),
  content_filter: contentFilterSchema,
})
const published = zhipuModels.map((model) => model.published)

/**
 * Asks for one picture, once, and fetches it without the key; all of it under one deadline. The attempt goes along as
 * `request_id`, by which the vendor refuses a second request and keeps its records.
 */
export async function generate(
  client: HttpClient,
  download: DownloadResult,
  call: GenerateCall,
): Promise<GenerateOutcome> {
  const left = timeLeft(call.timeoutMs)
  const fault = callFault(call, published)
  const model = zhipuModels.find((candidate) => candidate.published.id === call.model)
  if (fault !== null || model === undefined) return unfitCall(fault ?? 'model: not offered')
  const outcome = await client.send({
    method: 'POST',
    path: '/api/paas/v4/images/generations',
    headers: jsonHeaders,
    credential: bearer(call.key),
    body: { bytes: bodyOf(call, model), contentType: 'application/json' },
    timeoutMs: left(),
    signal: call.signal,
    maxBytes: 1024 * 1024,
  })
  const read = readAnswer(outcome, call.key, zhipuDialect, Date.now())
  if ('failure' in read) return read.failure
  // The answer names no request: the attempt's own id is what the vendor has.
  const requestId = call.attemptId
  const answer = readJson(read.answer.body, answerSchema)
  if (answer === null) return invalidAnswer(requestId, 'answer is not the vendor’s')
  const [first, ...more] = answer.data ?? []
  if (first === undefined && answer.content_filter?.some(({ level }) => level === 0) === true)
    return { kind: 'refused', code: 'OUTPUT_FILTERED', upstreamRequestId: requestId }
  if (first === undefined || more.length > 0)
    return invalidAnswer(requestId, 'answer is not exactly one picture')
  const result = await download(first.url, { timeoutMs: left(), signal: call.signal })
  return downloadOutcome(result, { format: null, seed: null, requestId, costE4: null })
}

function bodyOf(call: GenerateCall, { vendorModel, published: row }: ZhipuModel): Uint8Array {
  const size = row.capability.sizes[call.aspectRatio ?? '']
  const quality = call.options?.['quality']
  const body = {
    model: vendorModel,
    prompt: call.prompt,
    size: `${size?.width ?? 1024}x${size?.height ?? 1024}`,
    request_id: call.attemptId,
    ...(quality === undefined ? {} : { quality }),
  }
  return new TextEncoder().encode(JSON.stringify(body))
}
