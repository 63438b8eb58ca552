import { describe, expect, it } from 'vitest'
import { geminiModels } from './gemini-models.ts'
import { usageCost } from './usage-cost.ts'

const rates = { input: 200n, textOut: 1200n, imageOut: 12_000n }

describe('the cost of a call', () => {
  it('is tokens times rates: $0.134 for a picture of 3 Pro', () => {
    const usage = { promptTokenCount: 0, candidatesTokenCount: 1120 }
    expect(usageCost(usage, rates)).toBe(134_400n)
  })

  it('counts thoughts and words as text, and what is not told apart as picture', () => {
    const candidatesTokensDetails = [
      { modality: 'IMAGE', tokenCount: 1120 },
      { modality: 'TEXT', tokenCount: 10 },
    ]
    const usage = { promptTokenCount: 5, candidatesTokenCount: 1130, thoughtsTokenCount: 100 }
    expect(usageCost({ ...usage, candidatesTokensDetails }, rates)).toBe(
      10n + 134_400n + 110n * 12n,
    )
    expect(usageCost(usage, rates)).toBe(10n + 1130n * 120n + 1200n)
  })

  it('rounds up', () => {
    expect(usageCost({ promptTokenCount: 1 }, { ...rates, input: 30n })).toBe(1n)
  })
})

describe('a published cost', () => {
  it.each(geminiModels.map((model) => [model.published.id, model] as const))(
    '%s holds for the longest prompt, a picture and some thought',
    (_id, { published, rates: own }) => {
      const usage = {
        promptTokenCount: published.capability.maxPromptChars,
        candidatesTokenCount: 1120,
        thoughtsTokenCount: 200,
      }
      expect(published.costE4).toBeGreaterThan(usageCost(usage, own))
    },
  )
})
