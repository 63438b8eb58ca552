import { z } from 'zod'
import type { TokenRates } from './openai-models.ts'

const tokens = z.int().min(0).max(10_000_000)
const details = z.object({ text_tokens: tokens.nullish(), image_tokens: tokens.nullish() })

export const usageSchema = z.object({
  input_tokens: tokens,
  output_tokens: tokens,
  input_tokens_details: details.nullish(),
  output_tokens_details: details.nullish(),
})

/**
 * What a call took by the vendor's own count, in 1/10,000 credit, rounded up. Tokens that it does not divide into text and
 * picture count as picture, which is dearer.
 */
export function usageCost(usage: z.infer<typeof usageSchema>, rates: TokenRates): bigint {
  const side = (
    total: number,
    parts: z.infer<typeof details> | null | undefined,
    text: bigint,
    image: bigint,
  ) => {
    const textTokens = Math.min(parts?.text_tokens ?? 0, total)
    return BigInt(textTokens) * text + BigInt(total - textTokens) * image
  }
  const hundredths =
    side(usage.input_tokens, usage.input_tokens_details, rates.textIn, rates.imageIn) +
    side(usage.output_tokens, usage.output_tokens_details, rates.textOut, rates.imageOut)
  return (hundredths + 99n) / 100n
}
