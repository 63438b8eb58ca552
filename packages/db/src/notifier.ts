import pg from 'pg'

export type NotifierOptions = {
  url: string
  /** At most one statement in this time, whatever is asked for. */
  minIntervalMs?: number
  onError?: (error: Error) => void
  applicationName?: string
}

export type Notifier = {
  /** Call it after the commit. Never waits and never fails: who listens polls as well. */
  notify(channel: string, payload?: string): void
  /** Sends what is still to be sent and closes the connection. */
  close(): Promise<void>
}

// Beyond this many different payloads a listener is better told "something" than everything.
const MAX_PAYLOADS_PER_CHANNEL = 100
const MAX_PAYLOAD_BYTES = 7_999
const RECONNECT_AFTER_MS = 1_000

/**
 * Sends NOTIFY on a connection of its own: the first at once, then at most one statement per 5 ms
 * with all that came together meanwhile. Inside the transactions themselves NOTIFY would be a global
 * lock; measured, it cuts submits to a third.
 */
export function createNotifier(options: NotifierOptions): Notifier {
  const minIntervalMs = options.minIntervalMs ?? 5
  const waiting = new Map<string, Set<string>>()
  const connection = lazyConnection(options)
  let running: Promise<void> | undefined
  let closed = false

  async function drain(): Promise<void> {
    while (waiting.size > 0) {
      const startedAt = performance.now()
      await connection.send(takeAll(waiting))
      const restMs = minIntervalMs - (performance.now() - startedAt)
      if (restMs > 0) await new Promise((resolve) => setTimeout(resolve, restMs))
    }
    running = undefined
  }

  return {
    notify(channel, payload = '') {
      if (closed) return
      remember(waiting, channel, payload)
      running ??= drain()
    },
    async close() {
      closed = true
      await running
      await connection.close()
    },
  }
}

function remember(waiting: Map<string, Set<string>>, channel: string, payload: string): void {
  const payloads = waiting.get(channel) ?? new Set()
  waiting.set(channel, payloads)
  const fits = Buffer.byteLength(payload) <= MAX_PAYLOAD_BYTES
  payloads.add(fits && payloads.size < MAX_PAYLOADS_PER_CHANNEL ? payload : '')
}

type Batch = { channels: string[]; payloads: string[] }

function takeAll(waiting: Map<string, Set<string>>): Batch {
  const pairs = [...waiting].flatMap(([channel, payloads]) =>
    [...payloads].map((payload) => ({ channel, payload })),
  )
  waiting.clear()
  return {
    channels: pairs.map((pair) => pair.channel),
    payloads: pairs.map((pair) => pair.payload),
  }
}

function lazyConnection(options: NotifierOptions): {
  send(batch: Batch): Promise<void>
  close(): Promise<void>
} {
  let client: pg.Client | undefined
  let brokenAt = Number.NEGATIVE_INFINITY

  async function connect(): Promise<pg.Client> {
    const fresh = new pg.Client({
      connectionString: options.url,
      application_name: options.applicationName ?? 'aetherflow notify',
      connectionTimeoutMillis: 5_000,
      statement_timeout: 5_000,
      keepAlive: true,
    })
    fresh.on('error', () => drop(fresh))
    fresh.on('end', () => drop(fresh))
    await fresh.connect()
    return fresh
  }

  function drop(dead: pg.Client): void {
    if (client === dead) client = undefined
  }

  return {
    async send({ channels, payloads }) {
      // While the database is away hints are worthless; do not hammer it with connections.
      if (client === undefined && performance.now() - brokenAt < RECONNECT_AFTER_MS) return
      try {
        client ??= await connect()
        await client.query({
          name: 'notify',
          text: 'SELECT pg_notify(c, p) FROM unnest($1::text[], $2::text[]) AS n(c, p)',
          values: [channels, payloads],
        })
      } catch (error) {
        brokenAt = performance.now()
        const broken = client
        client = undefined
        await broken?.end().catch(() => {})
        options.onError?.(error instanceof Error ? error : new Error(String(error)))
      }
    },
    async close() {
      await client?.end().catch(() => {})
      client = undefined
    },
  }
}
