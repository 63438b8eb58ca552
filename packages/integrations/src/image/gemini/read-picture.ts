import type { Secret } from '@aetherflow/crypto/secret'
import { z } from 'zod'
import { maxAnswerBytes as maxPictureBytes } from '../../http/exchange.ts'
import { identifierOf } from '../../http/identifier-of.ts'
import { base64Bytes } from '../base64-bytes.ts'
import { imageOutcome, invalidAnswer } from '../image-outcome.ts'
import type { GenerateOutcome, UpstreamErrorCode } from '../image-upstream.ts'
import { readJson } from '../read-json.ts'
import type { TokenRates } from './gemini-models.ts'
import { usageCost, usageSchema } from './usage-cost.ts'

/** Four characters for three bytes, and room for what is around them. */
export const maxAnswerBytes = Math.ceil(maxPictureBytes / 3) * 4 + 256 * 1024

const reason = z.string().max(64).nullish()
const answerSchema = z.object({
  responseId: z.string().max(200).nullish(),
  promptFeedback: z.object({ blockReason: reason }).nullish(),
  candidates: z
    .array(
      z.object({
        finishReason: reason,
        content: z
          .object({
            parts: z
              .array(
                z.object({
                  thought: z.boolean().nullish(),
                  inlineData: z.object({ data: z.string().max(maxAnswerBytes) }).nullish(),
                }),
              )
              .max(50)
              .nullish(),
          })
          .nullish(),
      }),
    )
    .max(8)
    .nullish(),
  usageMetadata: usageSchema.nullish().catch(null),
})

/** Why no picture came (ai.google.dev, FinishReason); what is not here is no answer. */
const finishes = new Map<string, UpstreamErrorCode>([
  ['SAFETY', 'OUTPUT_FILTERED'],
  ['BLOCKLIST', 'OUTPUT_FILTERED'],
  ['PROHIBITED_CONTENT', 'OUTPUT_FILTERED'],
  ['SPII', 'OUTPUT_FILTERED'],
  ['RECITATION', 'OUTPUT_FILTERED'],
  ['IMAGE_SAFETY', 'OUTPUT_FILTERED'],
  ['IMAGE_PROHIBITED_CONTENT', 'OUTPUT_FILTERED'],
  ['IMAGE_RECITATION', 'OUTPUT_FILTERED'],
  ['LANGUAGE', 'LANGUAGE_UNSUPPORTED'],
  // It was asked for words, or for nothing that can be drawn: a prompt can force that, so no key is to blame for it.
  ['NO_IMAGE', 'OUTPUT_FILTERED'],
  ['IMAGE_OTHER', 'OUTPUT_FILTERED'],
  ['STOP', 'OUTPUT_FILTERED'],
])

/**
 * Reads a 200: one picture, or why there is none. A blocked prompt is a 200 without candidates, a caught picture one without
 * content. Pictures among the thoughts are drafts. The vendor chooses the format.
 */
export function readPicture(body: Uint8Array, key: Secret, rates: TokenRates): GenerateOutcome {
  const answer = readJson(body, answerSchema, { maxBytes: maxAnswerBytes })
  if (answer === null) return invalidAnswer(null, 'answer is not the vendor’s')
  const upstreamRequestId = identifierOf(answer.responseId, key)
  const candidates = answer.candidates ?? []
  const parts = candidates.flatMap(({ content }) => content?.parts ?? [])
  const [first, ...more] = parts.flatMap(({ thought, inlineData }) =>
    inlineData && thought !== true ? [inlineData.data] : [],
  )
  if (first === undefined) {
    const blocked = candidates.length === 0 && Boolean(answer.promptFeedback?.blockReason)
    const code = blocked ? 'PROMPT_REFUSED' : finishes.get(candidates[0]?.finishReason ?? '')
    if (code !== undefined) return { kind: 'refused', code, upstreamRequestId }
  }
  const bytes = more.length > 0 ? null : base64Bytes(first ?? '', maxPictureBytes)
  if (bytes === null) return invalidAnswer(upstreamRequestId, 'answer is not exactly one picture')
  const costE4 = answer.usageMetadata ? usageCost(answer.usageMetadata, rates) : null
  return imageOutcome(bytes, { format: null, seed: null, requestId: upstreamRequestId, costE4 })
}
