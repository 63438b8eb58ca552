import { expect, it } from 'vitest'
import { imageFormat } from '../image-format.ts'
import type { GenerateOutcome } from '../image-upstream.ts'
import { firstModel, fittingCall, fullCall, newKey, run } from './fitting-call.ts'
import type { Under } from './setup.ts'

const bytesOf = (outcome: GenerateOutcome) =>
  Buffer.from(outcome.kind === 'image' ? outcome.bytes : new Uint8Array(24))

/** Pictures as they were asked for, and a bill that says what was published. */
export function delivering(under: Under): void {
  it('delivers a whole image of every model and bills what is published', async () => {
    for (const model of under.upstream.models) {
      const call = fittingCall(under, model)
      const { outcome, billed } = await run(under, call)
      expect(outcome, model.id).toMatchObject({
        kind: 'image',
        mimeType: `image/${call.outputFormat}`,
      })
      expect(imageFormat(bytesOf(outcome))).toBe(call.outputFormat)
      const claimed = outcome.kind === 'image' ? outcome.costE4 : null
      const creditsE4 = claimed ?? model.costE4
      expect(billed, model.id).toEqual([{ creditsE4, correlationId: call.attemptId }])
      expect(creditsE4 <= model.costE4, `${model.id} costs at most what is published`).toBe(true)
    }
  }, 120_000)

  it('takes everything that a model knows, and gives back the seed that was asked for', async () => {
    for (const model of under.upstream.models) {
      const call = fullCall(under, model)
      const { outcome } = await run(under, call)
      expect(outcome, model.id).toMatchObject({ kind: 'image' })
      if (call.seed !== undefined) expect(outcome, model.id).toMatchObject({ seed: call.seed })
    }
  }, 120_000)

  it('delivers every format that a model offers', async () => {
    const { capability } = firstModel(under)
    for (const outputFormat of ['png', 'jpeg', 'webp'] as const) {
      if (!capability.outputFormats.includes(outputFormat)) continue
      const { outcome } = await run(under, fittingCall(under, firstModel(under), { outputFormat }))
      expect(outcome).toMatchObject({ kind: 'image', mimeType: `image/${outputFormat}` })
      expect(imageFormat(bytesOf(outcome))).toBe(outputFormat)
    }
  }, 60_000)

  it('takes every ratio and gives the size that is published for it', async () => {
    const { capability } = firstModel(under)
    for (const aspectRatio of capability.aspectRatios) {
      const call = fittingCall(under, firstModel(under), { aspectRatio })
      const { outcome } = await run(under, call)
      expect(outcome, aspectRatio).toMatchObject({ kind: 'image' })
      if (call.outputFormat !== 'png') continue
      // A PNG's first chunk is IHDR: width and height at bytes 16 and 20.
      const view = bytesOf(outcome)
      expect({ width: view.readUInt32BE(16), height: view.readUInt32BE(20) }).toEqual(
        capability.sizes[aspectRatio],
      )
    }
  }, 60_000)

  it('refuses what a model does not take, before anything is sent', async () => {
    const key = newKey(under)
    const model = firstModel(under)
    for (const change of [
      { model: `${under.upstream.id}:no-such-model` },
      { aspectRatio: '1:1000' },
      { options: { no_such_option: 1 } },
      { attemptId: 'a\r\nauthorization: x' },
    ]) {
      const call = fittingCall(under, model, { key, ...change })
      const { outcome, billed } = await run(under, call)
      expect(outcome).toMatchObject({ kind: 'refused', code: 'BAD_REQUEST' })
      expect(billed).toEqual([])
    }
  })
}
