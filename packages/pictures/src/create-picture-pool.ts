import { availableParallelism } from 'node:os'
import { Piscina } from 'piscina'
import type { PictureJob } from './picture-job.ts'
import type {
  AdoptedPicture,
  Conversion,
  ConvertedPicture,
  PreparedPicture,
  Provenance,
} from './picture.ts'

export type PicturePool = {
  /** An upstream's answer; null when it is no picture that we accept. */
  prepare(bytes: Uint8Array, provenance: Provenance): Promise<PreparedPicture | null>
  /** One of our own pictures, in the form that somebody asked for. */
  convert(bytes: Uint8Array, conversion: Conversion): Promise<ConvertedPicture | null>
  /** A picture that somebody brings along. */
  adopt(bytes: Uint8Array): Promise<AdoptedPicture | null>
  close(): Promise<void>
}

export type PicturePoolOptions = {
  /** Who runs the service, as it stands in every picture. */
  producer: string
  threads?: number
  /** Waiting jobs; one more is refused. */
  maxQueue?: number
  /** A picture that takes longer is given up, and its thread with it. */
  jobTimeoutMs?: number
}

/**
 * Threads for pictures, with a memory limit each, so that no picture stops the process or its loops. Methods reject with
 * `code` PICTURES_BUSY when the queue is full, and with another error when a thread died or took too long: ours to
 * answer for, not the picture's fault.
 */
export function createPicturePool(options: PicturePoolOptions): PicturePool {
  const { producer, threads = Math.max(1, availableParallelism() - 1) } = options
  const { maxQueue = 500, jobTimeoutMs = 30_000 } = options
  const pool = new Piscina<PictureJob, unknown>({
    filename: new URL('./picture-thread.ts', import.meta.url).href,
    minThreads: 1,
    maxThreads: threads,
    resourceLimits: { maxOldGenerationSizeMb: 256 },
  })
  const turns = createTurns(threads, maxQueue)
  const run = async <Answer>(job: PictureJob): Promise<Answer> => {
    await turns.take()
    try {
      // The time begins with the work: who waits behind others has not been slow.
      return (await pool.run(job, { signal: AbortSignal.timeout(jobTimeoutMs) })) as Answer
    } finally {
      turns.end()
    }
  }
  return {
    prepare: (bytes, provenance) => run({ kind: 'prepare', bytes, producer, provenance }),
    convert: (bytes, conversion) => run({ kind: 'convert', bytes, producer, conversion }),
    adopt: (bytes) => run({ kind: 'adopt', bytes }),
    close: () => pool.close(),
  }
}

/** So many at once, the others in order; one more than may wait is refused. */
function createTurns(atOnce: number, maxWaiting: number) {
  const waiting: (() => void)[] = []
  let running = 0
  return {
    async take(): Promise<void> {
      if (running < atOnce) return void (running += 1)
      if (waiting.length >= maxWaiting) throw new PicturesBusy()
      return new Promise((resolve) => waiting.push(resolve))
    },
    /** Hands the turn on. */
    end(): void {
      const next = waiting.shift()
      if (next === undefined) running -= 1
      else next()
    },
  }
}

class PicturesBusy extends Error {
  readonly code = 'PICTURES_BUSY'
  constructor() {
    super('every picture thread is busy and the queue is full')
    this.name = 'PicturesBusy'
  }
}
