import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'

export type ListenOptions = {
  /** A direct connection: a transaction pooler swallows notifications. */
  url: string
  channels: readonly string[]
  onNotification: (channel: string, payload: string) => void
  /** Listening (again): what was sent before may be lost, so read the tables now. */
  onListening?: () => void
  onError?: (error: Error) => void
  applicationName?: string
}

export type Listener = { close(): Promise<void> }

const FIRST_PAUSE_MS = 100
const LONGEST_PAUSE_MS = 5_000

/** Listens on a connection of its own and reconnects for ever. Notifications are hints: always poll as well. */
export function listen(options: ListenOptions): Listener {
  const closing = new AbortController()
  const loop = keepListening(options, closing.signal)
  return {
    async close() {
      closing.abort()
      await loop
    },
  }
}

async function keepListening(options: ListenOptions, closing: AbortSignal): Promise<void> {
  let failures = 0
  while (!closing.aborted) {
    try {
      await listenOnce(options, closing, () => (failures = 0))
    } catch (error) {
      options.onError?.(error instanceof Error ? error : new Error(String(error)))
    }
    if (closing.aborted) return
    const pause = Math.min(FIRST_PAUSE_MS * 2 ** failures++, LONGEST_PAUSE_MS)
    await sleep(pause, undefined, { signal: closing }).catch(() => {})
  }
}

/** Resolves when asked to close, rejects when the connection ends. */
async function listenOnce(
  options: ListenOptions,
  closing: AbortSignal,
  onConnected: () => void,
): Promise<void> {
  const client = new pg.Client({
    connectionString: options.url,
    application_name: options.applicationName ?? 'aetherflow listen',
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
  })
  const over = new AbortController()
  const ended = connectionEnd(client, closing, over.signal)
  // Awaited below, but it may already fail while we connect.
  ended.catch(() => {})
  try {
    await Promise.race([client.connect(), ended])
    if (closing.aborted) return
    client.on('notification', ({ channel, payload }) =>
      options.onNotification(channel, payload ?? ''),
    )
    for (const channel of options.channels)
      await client.query(`LISTEN ${pg.escapeIdentifier(channel)}`)
    onConnected()
    options.onListening?.()
    await ended
  } finally {
    over.abort()
    await client.end().catch(() => {})
  }
}

function connectionEnd(client: pg.Client, closing: AbortSignal, over: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    client.on('error', reject)
    client.on('end', () => reject(new Error('the listening connection ended')))
    closing.addEventListener('abort', () => resolve(), { once: true, signal: over })
  })
}
