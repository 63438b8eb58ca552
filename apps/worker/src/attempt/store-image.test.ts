import { createHash, randomUUID } from 'node:crypto'
import { createDiskStorage } from '@aetherflow/integrations/storage/disk/create-disk-storage'
import type { ObjectStorage } from '@aetherflow/integrations/storage/object-storage'
import { temporaryFolder } from '@aetherflow/integrations/testing/temporary-folder'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type StoreImage, storeImage } from './store-image.ts'

let folder: Awaited<ReturnType<typeof temporaryFolder>>
let disk: ObjectStorage
beforeAll(async () => {
  folder = await temporaryFolder()
  disk = createDiskStorage({ root: folder.path })
})
afterAll(() => folder[Symbol.asyncDispose]())

const bytes = new TextEncoder().encode('the very bytes of a picture')
const sha256 = createHash('sha256').update(bytes).digest('hex')
const soon = () => new Date(Date.now() + 60_000)

function sample(changes: Partial<StoreImage> = {}): StoreImage {
  const prepared = {
    mimeType: 'image/png' as const,
    width: 8,
    height: 6,
    bytes,
    sha256,
    thumb: new Uint8Array([1, 2, 3]),
    placeholder: 'data:,',
  }
  const ids = { taskId: randomUUID(), attemptId: randomUUID() }
  return { storage: disk, ...ids, prepared, giveUpAt: soon(), firstPauseMs: 1, ...changes }
}

it('names the objects after task and attempt, so that a second attempt overwrites nothing', async () => {
  const image = sample()
  const stored = await storeImage(image)
  expect(stored.storageKey).toBe(`images/${image.taskId}/${image.attemptId}.png`)
  expect(stored.thumbKey).toBe(`images/${image.taskId}/${image.attemptId}.thumb.webp`)
})

it('does not believe a storage that gives back other bytes', async () => {
  let reads = 0
  const get: ObjectStorage['get'] = async (key) => {
    reads += 1
    const object = await disk.get(key)
    return reads < 3 && object !== null ? { ...object, bytes: new Uint8Array([9]) } : object
  }
  await storeImage(sample({ storage: { ...disk, get } }))
  expect(reads).toBe(3)
})

it('does not believe a storage that forgets', async () => {
  const get = async () => null
  const image = sample({ storage: { ...disk, get }, giveUpAt: new Date(Date.now() + 20) })
  await expect(storeImage(image)).rejects.toThrow('does not read back')
})

it('begins no further try at the deadline', async () => {
  let tries = 0
  const put = async () => {
    tries += 1
    throw new Error('disk full')
  }
  const image = sample({ storage: { ...disk, put }, giveUpAt: new Date() })
  await expect(storeImage(image)).rejects.toThrow('disk full')
  expect(tries).toBe(1)
})

it('takes back a partial store by writing all of it again', async () => {
  const puts: string[] = []
  const put: ObjectStorage['put'] = async (key, ...rest) => {
    puts.push(key)
    if (puts.length === 2) throw new Error('connection reset')
    await disk.put(key, ...rest)
  }
  const stored = await storeImage(sample({ storage: { ...disk, put } }))
  const { storageKey, thumbKey } = stored
  expect(puts).toEqual([storageKey, thumbKey, storageKey, thumbKey])
})
