import { createHash } from 'node:crypto'
import { drawPicture } from './art/draw-picture.ts'
import type { PictureRequest } from './art/draw-picture.ts'

export type DrawPicture = (request: PictureRequest) => Promise<Uint8Array>

const AT_ONCE = 2
const KEPT_BYTES = 64 * 1024 * 1024
const QUICK_KINDS = 12

/**
 * Draws at most two pictures at a time and keeps the latest 64 MB.
 * `quick` knows only twelve pictures per size, style and format, for runs that measure something else.
 */
export function createPictureStudio(pictures: 'full' | 'quick'): DrawPicture {
  const kept = new Map<string, Uint8Array>()
  const underway = new Map<string, Promise<Uint8Array>>()
  const waiting: (() => void)[] = []
  let busy = 0
  let keptBytes = 0
  const draw = async (request: PictureRequest, id: string) => {
    if (busy >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve))
    busy += 1
    try {
      const bytes = await drawPicture(request)
      kept.set(id, bytes)
      keptBytes += bytes.length
      for (const [oldest, old] of kept) {
        if (keptBytes <= KEPT_BYTES) break
        kept.delete(oldest)
        keptBytes -= old.length
      }
      return bytes
    } finally {
      busy -= 1
      underway.delete(id)
      waiting.shift()?.()
    }
  }
  return async (request) => {
    const wanted = pictures === 'quick' ? oneOfFew(request) : request
    const id = JSON.stringify(wanted)
    const ready = kept.get(id)
    if (ready) return ready
    const promise = underway.get(id) ?? draw(wanted, id)
    underway.set(id, promise)
    return promise
  }
}

function oneOfFew(request: PictureRequest): PictureRequest {
  const hash = createHash('sha256').update(`${request.prompt}/${request.seed}`).digest()
  return {
    ...request,
    prompt: `picture ${hash.readUInt32LE(0) % QUICK_KINDS}`,
    negativePrompt: undefined,
    seed: 1,
  }
}
