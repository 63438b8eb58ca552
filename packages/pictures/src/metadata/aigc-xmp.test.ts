import { expect, it } from 'vitest'
import { aigcXmp } from './aigc-xmp.ts'

const facts = { prompt: 'a <b> & "c"\u0000 灯塔', negativePrompt: 'fog', model: 'Core', seed: '7' }

it('says nothing of prompt and seed unless it is given them', () => {
  expect(aigcXmp('A', { produceId: 'p' })).not.toMatch(/AIPrompt|AISystem/)
  const packet = aigcXmp('A', { produceId: 'p', facts })
  expect(packet).toContain('a &lt;b&gt; &amp; &quot;c&quot; 灯塔\nNegative prompt: fog\nSeed: 7')
  expect(packet).toContain('<Iptc4xmpExt:AISystemUsed>Core<')
})

it('names what was made out of another picture after both', () => {
  expect(aigcXmp('A', { produceId: 'p' })).toContain('/trainedAlgorithmicMedia<')
  expect(aigcXmp('A', { produceId: 'p', isComposite: true })).toContain(
    '/compositeWithTrainedAlgorithmicMedia<',
  )
})

it('stays XML and within a JPEG segment, whatever the prompt', () => {
  for (const prompt of [
    '"'.repeat(10_000),
    '𝕏'.repeat(10_000),
    '\uD800'.repeat(50),
    ']]>\u0001\uFFFF',
  ]) {
    const packet = aigcXmp('A', { produceId: 'p', facts: { ...facts, prompt } })
    expect(Buffer.byteLength(packet)).toBeLessThan(65_000)
    expect(packet.isWellFormed()).toBe(true)
    for (const barred of ['\u0000', '\u0001', '\uFFFF']) expect(packet).not.toContain(barred)
  }
})
