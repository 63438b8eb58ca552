export type StopRequest = {
  /** Resolves when somebody wants everything to end. */
  requested: Promise<string>
  isRequested(): boolean
  /** Fires when they ask again: then nobody waits for a graceful end. */
  hurry: AbortSignal
  /** Rejects with StopRequested as soon as a stop is asked for; else gives what the work gives. */
  orStop<T>(work: Promise<T>): Promise<T>
}

export class StopRequested extends Error {}

// One Ctrl-C can arrive twice: from the terminal, and again through npm and the bootstrap.
const SAME_PRESS_MS = 1_000

/** Listens for Ctrl-C, SIGTERM, a closed terminal, and the death of the bootstrap. */
export function listenForStop(): StopRequest {
  const { promise, resolve } = Promise.withResolvers<string>()
  const hurry = new AbortController()
  let firstAt: number | null = null
  const ask = (reason: string) => {
    if (firstAt === null) {
      firstAt = performance.now()
      resolve(reason)
    } else if (performance.now() - firstAt > SAME_PRESS_MS) hurry.abort()
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => ask(signal))
  if (process.channel !== undefined) {
    process.on('disconnect', () => ask('the parent process ended'))
    process.channel?.unref()
  }
  // A terminal that was closed must not end us before the database is stopped.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})
  return {
    requested: promise,
    isRequested: () => firstAt !== null,
    hurry: hurry.signal,
    orStop: (work) => {
      work.catch(() => {})
      return Promise.race([
        work,
        promise.then((reason) => Promise.reject(new StopRequested(reason))),
      ])
    },
  }
}
