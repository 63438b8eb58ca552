import { z } from 'zod'
import type { TokenRates } from './gemini-models.ts'

const tokens = z.int().min(0).max(10_000_000)

export const usageSchema = z.object({
  promptTokenCount: tokens,
  candidatesTokenCount: tokens.nullish(),
  thoughtsTokenCount: tokens.nullish(),
  candidatesTokensDetails: z
    .array(z.object({ modality: z.string().max(32), tokenCount: tokens.nullish() }))
    .max(20)
    .nullish(),
})

/**
 * What a call took by the vendor's own count, in 1/10,000 credit, rounded up. Thoughts are paid as text. What the details do not
 * call text counts as picture, which is dearer.
 */
export function usageCost(usage: z.infer<typeof usageSchema>, rates: TokenRates): bigint {
  const made = usage.candidatesTokenCount ?? 0
  const words = (usage.candidatesTokensDetails ?? [])
    .filter(({ modality }) => modality === 'TEXT')
    .reduce((sum, { tokenCount }) => sum + (tokenCount ?? 0), 0)
  const textTokens = Math.min(words, made)
  const hundredths =
    BigInt(usage.promptTokenCount) * rates.input +
    BigInt(textTokens + (usage.thoughtsTokenCount ?? 0)) * rates.textOut +
    BigInt(made - textTokens) * rates.imageOut
  return (hundredths + 99n) / 100n
}
