import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ObjectStorage } from '@aetherflow/integrations/storage/object-storage'
import type { PreparedImage } from '../image/prepared-image.ts'

export type StoredImage = {
  storageKey: string
  thumbKey: string
  sha256: string
  mimeType: string
  width: number
  height: number
  sizeBytes: number
  placeholder: string
}

const extensions = { 'image/png': 'png', 'image/jpeg': 'jpg', 'image/webp': 'webp' } as const

export type StoreImage = {
  storage: ObjectStorage
  taskId: string
  attemptId: string
  prepared: PreparedImage
  /** No try begins after this moment. */
  giveUpAt: Date
  firstPauseMs?: number
}

/**
 * Stores a picture and reads it back with its hash: only then may it be charged. Storage that
 * fails is tried again until the task's deadline; the picture is never generated again. Throws the last error.
 */
export async function storeImage(image: StoreImage): Promise<StoredImage> {
  const { storage, taskId, attemptId, prepared } = image
  const { bytes, sha256 } = prepared
  const folder = `images/${taskId}/${attemptId}`
  const storageKey = `${folder}.${extensions[prepared.mimeType]}`
  const thumbKey = `${folder}.thumb.webp`
  await untilDeadline(image, async () => {
    await storage.put(storageKey, bytes, prepared.mimeType)
    await storage.put(thumbKey, prepared.thumb, 'image/webp')
    const read = await storage.get(storageKey)
    if (read === null || sha256Of(read.bytes) !== sha256)
      throw new Error('stored image does not read back')
  })
  const { mimeType, width, height, placeholder } = prepared
  return {
    storageKey,
    thumbKey,
    sha256,
    mimeType,
    width,
    height,
    sizeBytes: bytes.byteLength,
    placeholder,
  }
}

async function untilDeadline(
  { giveUpAt, firstPauseMs = 200 }: StoreImage,
  work: () => Promise<void>,
): Promise<void> {
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 2, 10_000)) {
    try {
      return await work()
    } catch (error) {
      if (Date.now() + pauseMs >= giveUpAt.getTime()) throw error
      await sleep(pauseMs)
    }
  }
}

function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
