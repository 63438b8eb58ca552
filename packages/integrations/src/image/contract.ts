import type { Secret } from '@aetherflow/crypto/secret'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type {
  GenerateCall,
  GenerateOutcome,
  ImageUpstream,
  PublishedModel,
} from './image-upstream.ts'
import { imageFormat } from './image-format.ts'

/** What can happen at the other side while an image is asked for. */
export type UpstreamFault =
  | 'server-error'
  | 'rate-limited'
  | 'cut-before-answer'
  | 'cut-in-answer'
  | 'silence'
  | 'page-instead-of-image'

/** One line of the upstream's own bill. */
type BilledCall = { creditsE4: bigint; correlationId: string }

export type ImageUpstreamSetup = {
  upstream: ImageUpstream
  /** A fresh good key; with the same account name (letters and digits), of the same upstream account. */
  newKey(account: string): Secret
  revokedKey: Secret
  brokeKey: Secret
  prompts: { good: string; moderated: string; filtered: string; foreign: string }
  /** Makes the next generate call of a key go wrong. */
  fault(key: Secret, fault: UpstreamFault): void
  /** What the upstream billed for an attempt. */
  billed(attemptId: string): readonly BilledCall[]
  close(): Promise<void>
}

const options = { timeoutMs: 20_000 }

/**
 * What every image upstream's adapter must do, against something that answers over HTTP and keeps a bill.
 * Each adapter's test runs it.
 */
export function describeImageUpstream(
  name: string,
  setup: () => Promise<ImageUpstreamSetup>,
): void {
  describe(`${name} as image upstream`, () => {
    let under: ImageUpstreamSetup
    let count = 0

    beforeAll(async () => {
      under = await setup()
    })
    afterAll(() => under.close())

    const firstModel = (): PublishedModel => {
      const model = under.upstream.models[0]
      if (model === undefined) throw new Error('an upstream publishes at least one model')
      return model
    }
    const nextKey = () => under.newKey(`contract${(count += 1)}`)
    const callWith = (key: Secret, change: Partial<GenerateCall> = {}): GenerateCall => ({
      key,
      model: firstModel().id,
      prompt: under.prompts.good,
      aspectRatio: '1:1',
      outputFormat: 'png',
      attemptId: `attempt-${(count += 1)}`,
      ...options,
      ...change,
    })
    const run = async (
      call: GenerateCall,
    ): Promise<{ outcome: GenerateOutcome; billed: readonly BilledCall[] }> => ({
      outcome: await under.upstream.generate(call),
      billed: under.billed(call.attemptId),
    })

    it('delivers a whole image of every model and bills what is published', async () => {
      for (const model of under.upstream.models) {
        const call = callWith(nextKey(), { model: model.id })
        const { outcome, billed } = await run(call)
        expect(outcome).toMatchObject({
          kind: 'image',
          mimeType: 'image/png',
          seed: expect.any(Number),
        })
        expect(billed).toEqual([{ creditsE4: model.costE4, correlationId: call.attemptId }])
      }
    })

    it.each(['png', 'jpeg', 'webp'] as const)(
      'delivers %s when asked for it',
      async (outputFormat) => {
        const { outcome } = await run(callWith(nextKey(), { outputFormat }))
        expect(outcome).toMatchObject({ kind: 'image', mimeType: `image/${outputFormat}` })
        expect(imageFormat(outcome.kind === 'image' ? outcome.bytes : new Uint8Array())).toBe(
          outputFormat,
        )
      },
    )

    it('takes every ratio and gives the size that is published for it', async () => {
      const { capability } = firstModel()
      for (const aspectRatio of capability.aspectRatios) {
        const { outcome } = await run(callWith(nextKey(), { aspectRatio }))
        const view = Buffer.from(outcome.kind === 'image' ? outcome.bytes : new Uint8Array(24))
        // A PNG's first chunk is IHDR: width and height at bytes 16 and 20.
        expect({ width: view.readUInt32BE(16), height: view.readUInt32BE(20) }).toEqual(
          capability.sizes[aspectRatio],
        )
      }
    })

    it('takes every option, and the seed that was asked for', async () => {
      const { capability } = firstModel()
      const seed = capability.seed?.max ?? 1
      const stylePreset = capability.stylePresets[0] ?? ''
      const { outcome } = await run(
        callWith(nextKey(), { seed, stylePreset, negativePrompt: 'fog' }),
      )
      expect(outcome).toMatchObject({ kind: 'image', seed })
    })

    it.each([
      ['moderated', 'PROMPT_REFUSED'],
      ['filtered', 'OUTPUT_FILTERED'],
      ['foreign', 'LANGUAGE_UNSUPPORTED'],
    ] as const)('tells a %s prompt by its code', async (prompt, code) => {
      const { outcome } = await run(callWith(nextKey(), { prompt: under.prompts[prompt] }))
      expect(outcome).toMatchObject({ kind: 'refused', code })
    })

    it('bills nothing for a prompt that was refused', async () => {
      for (const prompt of [under.prompts.moderated, under.prompts.foreign]) {
        expect(
          (await run(callWith(nextKey(), { prompt }))).billed.filter((line) => line.creditsE4 > 0n),
        ).toEqual([])
      }
    })

    it('tells a revoked key and a drained one apart', async () => {
      expect((await run(callWith(under.revokedKey))).outcome).toMatchObject({
        kind: 'refused',
        code: 'KEY_REFUSED',
      })
      expect((await run(callWith(under.brokeKey))).outcome).toMatchObject({
        kind: 'refused',
        code: 'OUT_OF_CREDITS',
      })
    })

    it.each([
      ['server-error', { kind: 'refused', code: 'UPSTREAM_ERROR' }],
      ['rate-limited', { kind: 'refused', code: 'RATE_LIMITED', retryAfterMs: expect.any(Number) }],
      ['page-instead-of-image', { kind: 'refused', code: 'INVALID_ANSWER' }],
      ['cut-before-answer', { kind: 'unknown', reason: 'connection-lost' }],
      ['cut-in-answer', { kind: 'unknown', reason: 'connection-lost' }],
    ] as const)('reads the fault %s as what it is', async (fault, expected) => {
      const key = nextKey()
      under.fault(key, fault)
      expect((await run(callWith(key))).outcome).toMatchObject(expected)
    })

    it('gives up at its deadline and says that it does not know', async () => {
      const key = nextKey()
      under.fault(key, 'silence')
      const { outcome } = await run(callWith(key, { timeoutMs: 500 }))
      expect(outcome).toEqual({ kind: 'unknown', reason: 'timeout' })
    })

    it('gives up when its caller does', async () => {
      const key = nextKey()
      under.fault(key, 'silence')
      const outcome = await under.upstream.generate(
        callWith(key, { signal: AbortSignal.timeout(300) }),
      )
      expect(outcome).toEqual({ kind: 'unknown', reason: 'connection-lost' })
    })

    it('checks a key without spending, and sees the balance fall by exactly what a call costs', async () => {
      const key = nextKey()
      const before = await under.upstream.checkKey(key, options)
      expect(before).toMatchObject({
        kind: 'valid',
        models: under.upstream.models.map((model) => model.id),
      })
      const balanceE4 = (before.kind === 'valid' ? before.balanceE4 : null) ?? 0n
      expect(await under.upstream.balance(key, options)).toEqual({ kind: 'balance', balanceE4 })
      await run(callWith(key))
      const after = balanceE4 - firstModel().costE4
      expect(await under.upstream.balance(key, options)).toEqual({
        kind: 'balance',
        balanceE4: after,
      })
    })

    it('recognises two keys of one account, and keys of two', async () => {
      const account = `shared${(count += 1)}`
      const keys = [under.newKey(account), under.newKey(account), nextKey()]
      const refs = await Promise.all(
        keys.map(async (key) => {
          const check = await under.upstream.checkKey(key, options)
          return check.kind === 'valid' ? check.accountRef : check
        }),
      )
      expect(refs[0]).toEqual(expect.any(String))
      expect(refs[1]).toBe(refs[0])
      expect(refs[2]).not.toBe(refs[0])
    })

    it('refuses a revoked key at its check, and shows a drained one with what is left', async () => {
      expect(await under.upstream.checkKey(under.revokedKey, options)).toEqual({
        kind: 'refused',
        code: 'KEY_REFUSED',
      })
      expect(await under.upstream.balance(under.revokedKey, options)).toEqual({
        kind: 'refused',
        code: 'KEY_REFUSED',
      })
      const broke = await under.upstream.checkKey(under.brokeKey, options)
      expect(broke.kind === 'valid' && (broke.balanceE4 ?? 0n) < firstModel().costE4).toBe(true)
    })
  })
}
