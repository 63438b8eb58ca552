import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openaiModels } from './openai-models.ts'
import { usageCost } from './usage-cost.ts'

const rates = { textIn: 200n, imageIn: 250n, textOut: 800n, imageOut: 800n }

describe('the cost of a call', () => {
  it('is tokens times rates: $0.011 for a medium square of the mini', () => {
    expect(usageCost({ input_tokens: 0, output_tokens: 1375 }, rates)).toBe(11_000n)
  })

  it('tells text from pictures, and rounds up', () => {
    const input_tokens_details = { text_tokens: 1, image_tokens: 1 }
    expect(usageCost({ input_tokens: 2, output_tokens: 0, input_tokens_details }, rates)).toBe(5n)
  })

  it('takes what is not told apart as picture, which is dearer', () => {
    expect(usageCost({ input_tokens: 4, output_tokens: 0 }, rates)).toBe(10n)
  })

  it('is never negative, whatever the details say', () => {
    const tokens = fc.nat({ max: 10_000_000 })
    fc.assert(
      fc.property(tokens, tokens, tokens, (input_tokens, output_tokens, text_tokens) => {
        const details = { text_tokens, image_tokens: null }
        const usage = { input_tokens, output_tokens, input_tokens_details: details }
        expect(usageCost(usage, rates)).toBeGreaterThanOrEqual(0n)
      }),
    )
  })
})

describe('a published cost', () => {
  it.each(openaiModels.map((model) => [model.published.id, model] as const))(
    '%s holds for the dearest size with the longest prompt',
    (_id, { published, rates: own }) => {
      const text_tokens = published.capability.maxPromptChars
      const usage = {
        input_tokens: text_tokens,
        output_tokens: 0,
        input_tokens_details: { text_tokens, image_tokens: 0 },
      }
      expect(published.costE4).toBeGreaterThan(usageCost(usage, own))
    },
  )

  it('covers the published price of each picture, in thousandths of a dollar', () => {
    const dollars = { 'mini-low': 6n, 'mini-medium': 15n, 'mini-high': 52n }
    for (const [name, price] of Object.entries(dollars)) {
      const row = openaiModels.find((model) => model.published.id === `openai:gpt-image-1-${name}`)
      expect(row?.published.costE4).toBe(price * 1000n + 4000n)
    }
  })
})
