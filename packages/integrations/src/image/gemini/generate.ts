import { jsonHeaders } from '../json-headers.ts'
import type { Secret } from '@aetherflow/crypto/secret'
import type { Credential, HttpClient } from '../../http/create-http-client.ts'
import { callFault } from '../call-fault.ts'
import { invalidAnswer, unfitCall } from '../image-outcome.ts'
import type { GenerateCall, GenerateOutcome } from '../image-upstream.ts'
import { readAnswer } from '../read-failure.ts'
import { geminiDialect, retryDelayMs } from './gemini-error.ts'
import { type GeminiModel, geminiModels } from './gemini-models.ts'
import { maxAnswerBytes, readPicture } from './read-picture.ts'

const published = geminiModels.map((model) => model.published)

/** Where Google wants its keys. */
export function googleKey(key: Secret): Credential {
  return { header: 'x-goog-api-key', scheme: null, key }
}

/**
 * Asks for one picture, once. The API has no field for a caller's id (labels are Vertex AI's): its records are matched by the
 * `responseId` that it answers, the header is for whoever reads logs in between.
 */
export async function generate(client: HttpClient, call: GenerateCall): Promise<GenerateOutcome> {
  const fault = callFault(call, published)
  const model = geminiModels.find((candidate) => candidate.published.id === call.model)
  if (fault !== null || model === undefined) return unfitCall(fault ?? 'model: not offered')
  const outcome = await client.send({
    method: 'POST',
    path: `/v1beta/models/${model.vendorModel}:generateContent`,
    headers: { ...jsonHeaders, 'x-client-request-id': call.attemptId },
    credential: googleKey(call.key),
    body: { bytes: bodyOf(call, model), contentType: 'application/json' },
    timeoutMs: call.timeoutMs,
    signal: call.signal,
    maxBytes: maxAnswerBytes,
  })
  const read = readAnswer(outcome, call.key, geminiDialect, Date.now(), true)
  if ('answer' in read)
    return read.answer.status === 200
      ? readPicture(read.answer.body, call.key, model.rates)
      : invalidAnswer(read.requestId, `status ${read.answer.status}`)
  const { failure } = read
  if (failure.kind !== 'refused' || failure.code !== 'RATE_LIMITED') return failure
  const delayMs = outcome.kind === 'answer' ? retryDelayMs(outcome.body) : null
  return delayMs === null ? failure : { ...failure, retryAfterMs: delayMs }
}

function bodyOf(call: GenerateCall, { imageSize }: GeminiModel): Uint8Array {
  const { image } = call.inputs ?? {}
  const { aspectRatio } = call
  const picture =
    image === undefined
      ? []
      : [
          {
            inlineData: {
              mimeType: image.mimeType,
              data: Buffer.from(image.bytes).toString('base64'),
            },
          },
        ]
  const imageConfig = {
    ...(aspectRatio === undefined ? {} : { aspectRatio }),
    ...(imageSize === null ? {} : { imageSize }),
  }
  const body = {
    contents: [{ role: 'user', parts: [{ text: call.prompt }, ...picture] }],
    generationConfig: {
      responseModalities: ['IMAGE'],
      ...(Object.keys(imageConfig).length === 0 ? {} : { imageConfig }),
    },
  }
  return new TextEncoder().encode(JSON.stringify(body))
}
