/** What a queue's handler writes for the jobs it was given: an attempt each, and the task finished. */
export type Work = (tasks: readonly string[]) => Promise<void>

/** Another queue under the same load. `work` runs for each job, or for a batch where the queue hands out batches. */
export type Peer = {
  name: string
  /** Hands its handlers many jobs at a time. */
  inBatches: boolean
  /** Puts jobs in, one for each task. */
  enqueue(tasks: readonly string[]): Promise<void>
  /** Works until every job that was put in is done; returns the seconds from the start of working. */
  drain(count: number, work: Work): Promise<number>
  close(): Promise<void>
}

/** Counts finished jobs and says when all are. */
export function createTally(count: number): { add(by: number): void; done: Promise<void> } {
  const { promise, resolve } = Promise.withResolvers<void>()
  let left = count
  if (left <= 0) resolve()
  return {
    add(by) {
      left -= by
      if (left <= 0) resolve()
    },
    done: promise,
  }
}
