import { jsonHeaders } from '../json-headers.ts'
import { z } from 'zod'
import { bearer, type HttpClient } from '../../http/create-http-client.ts'
import { maxAnswerBytes as maxPictureBytes } from '../../http/exchange.ts'
import { base64Bytes } from '../base64-bytes.ts'
import { callFault } from '../call-fault.ts'
import { imageOutcome, invalidAnswer, unfitCall } from '../image-outcome.ts'
import type { GenerateCall, GenerateOutcome } from '../image-upstream.ts'
import { readAnswer } from '../read-failure.ts'
import { readJson } from '../read-json.ts'
import { openaiDialect } from './openai-error.ts'
import { openaiModels, type TokenRates } from './openai-models.ts'
import { requestBody } from './request-body.ts'
import { usageCost, usageSchema } from './usage-cost.ts'

/** Four characters for three bytes, and room for what is around them. */
const maxAnswerBytes = Math.ceil(maxPictureBytes / 3) * 4 + 64 * 1024

const answerSchema = z.object({
  data: z.array(z.object({ b64_json: z.string().max(maxAnswerBytes) })).length(1),
  usage: usageSchema.nullish().catch(null),
})

const published = openaiModels.map((model) => model.published)

/** Asks for one picture, once. The attempt goes along as `X-Client-Request-Id`, which the vendor keeps in its request log. */
export async function generate(client: HttpClient, call: GenerateCall): Promise<GenerateOutcome> {
  const fault = callFault(call, published) ?? pairFault(call)
  const model = openaiModels.find((candidate) => candidate.published.id === call.model)
  if (fault !== null || model === undefined) return unfitCall(fault ?? 'model: not offered')
  const body = await requestBody(call, model)
  if (body === null) return unfitCall('mask: must be a PNG of 8 bits that is not interlaced')
  const outcome = await client.send({
    method: 'POST',
    path: body.path,
    headers: { ...jsonHeaders, 'x-client-request-id': call.attemptId },
    credential: bearer(call.key),
    body,
    timeoutMs: call.timeoutMs,
    signal: call.signal,
    maxBytes: maxAnswerBytes,
  })
  const read = readAnswer(outcome, call.key, openaiDialect, Date.now(), true)
  if ('failure' in read) return read.failure
  return pictureOf(read.answer.body, call, model.rates, read.requestId)
}

function pictureOf(
  body: Uint8Array,
  call: GenerateCall,
  rates: TokenRates,
  requestId: string | null,
): GenerateOutcome {
  const answer = readJson(body, answerSchema, { maxBytes: maxAnswerBytes })
  const bytes = base64Bytes(answer?.data[0]?.b64_json ?? '', maxPictureBytes)
  if (answer === null || bytes === null)
    return invalidAnswer(requestId, 'answer is not exactly one picture')
  const costE4 = answer.usage ? usageCost(answer.usage, rates) : null
  return imageOutcome(bytes, { format: call.outputFormat, seed: null, requestId, costE4 })
}

/** What one field alone cannot tell. */
function pairFault({ inputs, options, outputFormat }: GenerateCall): string | null {
  const { image, mask } = inputs ?? {}
  if (mask !== undefined && (mask.width !== image?.width || mask.height !== image.height))
    return 'mask: must measure what the image measures'
  return options?.['background'] === 'transparent' && outputFormat === 'jpeg'
    ? 'options.background: transparent needs png or webp'
    : null
}
