import { jsonHeaders } from '../json-headers.ts'
import { z } from 'zod'
import { bearer, type HttpClient } from '../../http/create-http-client.ts'
import type { DownloadResult } from '../../http/download-result.ts'
import { identifierOf } from '../../http/identifier-of.ts'
import { timeLeft } from '../../http/time-left.ts'
import { downloadOutcome, invalidAnswer } from '../image-outcome.ts'
import type { GenerateCall, GenerateOutcome, InputPicture } from '../image-upstream.ts'
import { readAnswer } from '../read-failure.ts'
import { readJson } from '../read-json.ts'
import { dashscopeDialect } from './dashscope-error.ts'
import type { QwenModel } from './qwen-models.ts'

const contentSchema = z.array(z.object({ image: z.string().max(4000) })).length(1)
const answerSchema = z.object({
  request_id: z.string().max(200).nullish(),
  output: z.object({
    choices: z.array(z.object({ message: z.object({ content: contentSchema }) })).length(1),
  }),
})

/**
 * Asks for one picture, once, and fetches it without the key; all of it under one deadline. The vendor has no field for a
 * caller's id: its bill is matched by the `request_id` that it answers, the header is for whoever reads logs in between.
 */
export async function generateQwen(
  client: HttpClient,
  download: DownloadResult,
  call: GenerateCall,
  model: QwenModel,
): Promise<GenerateOutcome> {
  const left = timeLeft(call.timeoutMs)
  const outcome = await client.send({
    method: 'POST',
    path: '/api/v1/services/aigc/multimodal-generation/generation',
    headers: { ...jsonHeaders, 'x-client-request-id': call.attemptId },
    credential: bearer(call.key),
    body: { bytes: bodyOf(call, model), contentType: 'application/json' },
    timeoutMs: left(),
    signal: call.signal,
    maxBytes: 1024 * 1024,
  })
  const read = readAnswer(outcome, call.key, dashscopeDialect, Date.now())
  if ('failure' in read) return read.failure
  const answer = readJson(read.answer.body, answerSchema)
  const requestId = read.requestId ?? identifierOf(answer?.request_id, call.key)
  const address = answer?.output.choices[0]?.message.content[0]?.image
  if (address === undefined) return invalidAnswer(requestId, 'answer is not exactly one picture')
  const result = await download(address, { timeoutMs: left(), signal: call.signal })
  // The vendor does not repeat the seed.
  return downloadOutcome(result, { format: null, seed: call.seed ?? null, requestId, costE4: null })
}

function bodyOf(call: GenerateCall, { vendorModel, published }: QwenModel): Uint8Array {
  const size = published.capability.sizes[call.aspectRatio ?? '']
  const { image } = call.inputs ?? {}
  const body = {
    model: vendorModel,
    input: {
      messages: [
        {
          role: 'user',
          content: [
            ...(image === undefined ? [] : [{ image: dataAddress(image) }]),
            { text: call.prompt },
          ],
        },
      ],
    },
    parameters: {
      n: 1,
      prompt_extend: call.options?.['promptExtend'] === true,
      watermark: false,
      ...(size === undefined ? {} : { size: `${size.width}*${size.height}` }),
      ...(call.seed === undefined ? {} : { seed: call.seed }),
      ...(call.negativePrompt ? { negative_prompt: call.negativePrompt } : {}),
    },
  }
  return new TextEncoder().encode(JSON.stringify(body))
}

function dataAddress({ bytes, mimeType }: InputPicture): string {
  return `data:${mimeType};base64,${Buffer.from(bytes).toString('base64')}`
}
