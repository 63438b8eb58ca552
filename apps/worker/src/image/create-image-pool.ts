import { availableParallelism } from 'node:os'
import { Piscina } from 'piscina'
import type { PreparedImage, PrepareImage } from './prepared-image.ts'

export type ImagePool = { prepare: PrepareImage; close(): Promise<void> }

/** A picture that takes longer is given up. */
const jobTimeoutMs = 30_000

/** Threads for pictures, with a memory limit each, so that no picture stops the loops or the process. */
export function createImagePool(threads = Math.max(1, availableParallelism() - 1)): ImagePool {
  const pool = new Piscina<Uint8Array, PreparedImage | null>({
    filename: new URL('./prepare-image.ts', import.meta.url).href,
    minThreads: 1,
    maxThreads: threads,
    maxQueue: 500,
    resourceLimits: { maxOldGenerationSizeMb: 256 },
  })
  return {
    // Throws when the thread died or took too long: that is ours, not the picture's fault.
    prepare: (bytes) => pool.run(bytes, { signal: AbortSignal.timeout(jobTimeoutMs) }),
    close: () => pool.close(),
  }
}
