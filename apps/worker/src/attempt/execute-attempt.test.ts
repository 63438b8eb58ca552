import { createHash } from 'node:crypto'
import { CryptoError } from '@aetherflow/crypto/crypto-error'
import { createDiskStorage } from '@aetherflow/integrations/storage/disk/create-disk-storage'
import { temporaryFolder } from '@aetherflow/integrations/testing/temporary-folder'
import type { Simulator } from '@aetherflow/simulator/start-simulator'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { plainPrepare } from '../testing/plain-prepare.ts'
import {
  sampleCall,
  simulatedKey,
  stabilityOf,
  startQuickSimulator,
} from '../testing/sample-call.ts'
import type { AttemptPorts } from './attempt-call.ts'
import { executeAttempt } from './execute-attempt.ts'

let simulator: Simulator
let folder: Awaited<ReturnType<typeof temporaryFolder>>
beforeAll(async () => {
  simulator = await startQuickSimulator()
  folder = await temporaryFolder()
})
afterAll(async () => {
  await simulator.close()
  await folder[Symbol.asyncDispose]()
})

function ports(differing: Partial<AttemptPorts> = {}): AttemptPorts {
  const key = simulatedKey()
  return {
    upstream: stabilityOf(simulator),
    openKey: async () => key,
    dispatch: async () => true,
    recordJob: async () => {},
    prepare: plainPrepare,
    storage: createDiskStorage({ root: folder.path }),
    ...differing,
  }
}

const billOf = (attemptId: string) =>
  simulator.bill().filter(({ correlationId }) => correlationId === attemptId)

describe('a delivered attempt', () => {
  it.each(['png', 'jpeg', 'webp'] as const)('stores the %s it was given', async (outputFormat) => {
    const call = sampleCall({ params: { aspectRatio: '16:9', outputFormat } })
    const { storage } = ports()
    const result = await executeAttempt(ports(), call)
    if (result.kind !== 'delivered') throw new Error(JSON.stringify(result))
    const { image } = result
    expect(image).toMatchObject({ width: 1344, height: 768, seed: 7n })
    const [full, thumb] = await Promise.all([
      storage.get(image.storageKey),
      storage.get(image.thumbKey),
    ])
    expect(full?.contentType).toBe(`image/${outputFormat}`)
    expect(full?.bytes.byteLength).toBe(image.sizeBytes)
    expect(
      createHash('sha256')
        .update(full?.bytes ?? '')
        .digest('hex'),
    ).toBe(image.sha256)
    expect(thumb?.contentType).toBe('image/webp')
    expect(billOf(call.attemptId)).toMatchObject([
      { outcome: 'billed', requestId: result.requestId },
    ])
  })

  it('asks for what the person asked for, and only that', async () => {
    const call = sampleCall({ negativePrompt: 'fog', seed: null, modelId: 'stability:core' })
    const withStyle = {
      ...call,
      params: { ...call.params, aspectRatio: '9:16', stylePreset: 'origami' },
    }
    const result = await executeAttempt(ports(), withStyle)
    expect(result).toMatchObject({ kind: 'delivered', image: { width: 1152, height: 2016 } })
    expect(billOf(call.attemptId)).toMatchObject([{ model: 'core' }])
  })
})

// Billed or not: what the vendor's bill says, against which the attempt will be matched.
const refusals = [
  ['moderated', 'PROMPT_REFUSED', 'free'],
  ['filtered', 'OUTPUT_FILTERED', 'billed'],
  ['invalid-language', 'LANGUAGE_UNSUPPORTED', 'free'],
  ['public-figure', 'PUBLIC_FIGURE', 'free'],
  ['drained', 'OUT_OF_CREDITS', 'free'],
  ['unauthorized', 'KEY_REFUSED', 'free'],
  ['rate-limited', 'RATE_LIMITED', 'free'],
  ['server-error', 'UPSTREAM_ERROR', 'free'],
  ['html', 'INVALID_ANSWER', 'free'],
  ['wrong-content-type', 'INVALID_ANSWER', 'billed'],
  ['endless', 'OUTPUT_TOO_LARGE', 'billed'],
] as const
const lostAnswers = [
  ['drop-before-reading', 'connection-lost', 'free'],
  ['drop-after-billing', 'connection-lost', 'billed'],
  ['truncated', 'connection-lost', 'billed'],
  ['hang', 'timeout', 'free'],
  ['hang-after-billing', 'timeout', 'billed'],
] as const

describe('an attempt that brings no image', () => {
  it.each(refusals)('%s: fails as %s, %s', async (fault, code, outcome) => {
    const key = simulatedKey(fault)
    simulator.setScenario(key.reveal(), { fault })
    const call = sampleCall()
    const result = await executeAttempt(ports({ openKey: async () => key }), call)
    expect(result).toMatchObject({ kind: 'failed', code })
    expect(billOf(call.attemptId).map((line) => line.outcome)).toEqual([outcome])
  })

  it.each(lostAnswers)('%s: stays unknown (%s), %s', async (fault, reason, outcome) => {
    const key = simulatedKey(fault)
    simulator.setScenario(key.reveal(), { fault })
    const call = sampleCall({ callTimeoutMs: 1_500 })
    const result = await executeAttempt(ports({ openKey: async () => key }), call)
    expect(result).toMatchObject({ kind: 'unknown', reason })
    expect(billOf(call.attemptId).map((line) => line.outcome)).toEqual([outcome])
  })

  it('makes no call when its dispatch is withdrawn', async () => {
    const call = sampleCall()
    const result = await executeAttempt(ports({ dispatch: async () => false }), call)
    expect(result).toEqual({ kind: 'withdrawn' })
    expect(billOf(call.attemptId)).toEqual([])
  })

  it('neither dispatches nor calls with a key that cannot be opened', async () => {
    const call = sampleCall()
    let dispatched = false
    const result = await executeAttempt(
      ports({
        openKey: () => Promise.reject(new Error('tag does not fit')),
        dispatch: async () => (dispatched = true),
      }),
      call,
    )
    expect(result).toMatchObject({ kind: 'failed', code: 'CREDENTIAL_UNREADABLE' })
    expect(dispatched).toBe(false)
    expect(billOf(call.attemptId)).toEqual([])
  })

  it('blames nobody when only this process lacks the vault key', async () => {
    const call = sampleCall()
    let dispatched = false
    const result = await executeAttempt(
      ports({
        openKey: () => Promise.reject(new CryptoError('VAULT_KEY_UNKNOWN', 'no such key')),
        dispatch: async () => (dispatched = true),
      }),
      call,
    )
    expect(result).toEqual({ kind: 'not-openable' })
    expect(dispatched).toBe(false)
    expect(billOf(call.attemptId)).toEqual([])
  })

  it('dispatches before it calls', async () => {
    const call = sampleCall()
    let billedAtDispatch = -1
    const dispatch = async () => {
      billedAtDispatch = billOf(call.attemptId).length
      return true
    }
    await executeAttempt(ports({ dispatch }), call)
    expect(billedAtDispatch).toBe(0)
    expect(billOf(call.attemptId)).toHaveLength(1)
  })

  it('does not deliver bytes that are no picture', async () => {
    const result = await executeAttempt(ports({ prepare: async () => null }), sampleCall())
    expect(result).toMatchObject({ kind: 'failed', code: 'INVALID_ANSWER' })
  })

  it('blames itself when its own picture thread breaks', async () => {
    const prepare = () => Promise.reject(new Error('thread out of memory'))
    const result = await executeAttempt(ports({ prepare }), sampleCall())
    expect(result).toMatchObject({ kind: 'failed', code: 'STORAGE_FAILED' })
  })
})

describe('storage that fails', () => {
  it('is tried again without asking the upstream again', async () => {
    const { storage } = ports()
    let failures = 2
    const put: typeof storage.put = async (...object) => {
      if (failures > 0) throw new Error(`disk full, ${failures--}`)
      return storage.put(...object)
    }
    const call = sampleCall()
    const result = await executeAttempt(ports({ storage: { ...storage, put } }), call)
    expect(result.kind).toBe('delivered')
    expect(failures).toBe(0)
    expect(billOf(call.attemptId)).toHaveLength(1)
  })

  it('to the deadline fails the attempt, with one call on the bill', async () => {
    const { storage } = ports()
    const put = () => Promise.reject(new Error('disk full'))
    const call = sampleCall({ deadlineAt: new Date(Date.now() + 500) })
    const result = await executeAttempt(ports({ storage: { ...storage, put } }), call)
    expect(result).toMatchObject({ kind: 'failed', code: 'STORAGE_FAILED' })
    expect(billOf(call.attemptId)).toHaveLength(1)
  })
})
