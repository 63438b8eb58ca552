import type { WatchEvent } from '@aetherflow/api/tasks/list-schemas'
import type { TaskView } from '@aetherflow/api/tasks/schemas'

/** live: events come by themselves. polling: ask again now and then. ended: the session is over. */
export type LiveMode = 'connecting' | 'live' | 'polling' | 'ended'

type StreamHandlers = {
  onEvent: (event: WatchEvent) => void
  /** The code of what ended it; null when it came to its natural end. */
  onEnd: (code: string | null) => void
  /** It broke and mends itself. */
  onBreak: () => void
}
type OpenStream = (handlers: StreamHandlers) => () => void

type Message =
  | { kind: 'hello' }
  | { kind: 'mode'; mode: LiveMode }
  | { kind: 'event'; event: WatchEvent }

export type LiveChannel = {
  postMessage: (message: unknown) => void
  addEventListener: (type: 'message', listener: (event: { data: unknown }) => void) => void
  close: () => void
}
export type LiveLocks = {
  request: (
    name: string,
    options: { signal: AbortSignal },
    hold: () => Promise<void>,
  ) => Promise<unknown>
}

type Options = {
  /** One stream per account and browser. */
  account: string
  openStream: OpenStream
  locks: LiveLocks | undefined
  openChannel: ((name: string) => LiveChannel) | undefined
  onEvent: (event: WatchEvent) => void
  onMode: (mode: LiveMode) => void
  /** What the leader knows, for a tab that opens later. */
  known: () => TaskView[]
  waits?: Partial<Waits>
}
type Waits = { againMs: number; crowdedMs: number; silenceMs: number }

const usual: Waits = { againMs: 1_000, crowdedMs: 30_000, silenceMs: 4_000 }
const overCodes: readonly (string | null)[] = [
  'SESSION_ENDED',
  'UNAUTHENTICATED',
  'ACCOUNT_DISABLED',
]

/**
 * Live status for one tab. The tab that holds the account's lock keeps the one stream and passes on what
 * it hears; when it closes, the lock goes to the next tab. Without locks every tab polls.
 */
export function connectLive(options: Options): () => void {
  const waits = { ...usual, ...options.waits }
  const stop = new AbortController()
  const channel = options.openChannel?.(`aetherflow.live.${options.account}`)
  if (options.locks === undefined) {
    options.onMode('polling')
    return () => stop.abort()
  }
  let leads = false
  let mode: LiveMode = 'connecting'
  const become = (next: LiveMode) => {
    mode = next
    options.onMode(next)
  }
  const tell = (message: Message) => channel?.postMessage(message)

  // A follower that hears nobody asks for itself.
  const silence = setTimeout(() => {
    if (!leads && mode === 'connecting') become('polling')
  }, waits.silenceMs)
  channel?.addEventListener('message', ({ data }) => {
    if (stop.signal.aborted || !isMessage(data)) return
    if (leads) {
      if (data.kind !== 'hello') return
      tell({ kind: 'mode', mode })
      tell({ kind: 'event', event: { present: false, tasks: options.known() } })
    } else if (data.kind === 'mode') become(data.mode)
    else if (data.kind === 'event') options.onEvent(data.event)
  })
  tell({ kind: 'hello' })

  const lead = async () => {
    // Granted in the moment of closing: held on to, the lock would keep every other tab waiting.
    if (stop.signal.aborted) return
    leads = true
    clearTimeout(silence)
    await keepStream(options, waits, stop.signal, {
      onMode(next) {
        become(next)
        tell({ kind: 'mode', mode: next })
      },
      onEvent(event) {
        options.onEvent(event)
        tell({ kind: 'event', event })
      },
    })
  }
  options.locks
    .request(`aetherflow.live.${options.account}`, { signal: stop.signal }, lead)
    .catch(() => stop.signal.aborted || become('polling'))
  return () => {
    clearTimeout(silence)
    stop.abort()
    channel?.close()
  }
}

/** Opens the stream again whenever it ends, until stopped or the session is over. */
function keepStream(
  { openStream }: Options,
  waits: Waits,
  signal: AbortSignal,
  heard: Pick<Options, 'onEvent' | 'onMode'>,
): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  let close = () => {}
  let timer: ReturnType<typeof setTimeout> | undefined
  const open = () => {
    if (signal.aborted) return
    close = openStream({
      onEvent(event) {
        if (signal.aborted) return
        heard.onMode('live')
        heard.onEvent(event)
      },
      onBreak: () => signal.aborted || heard.onMode('polling'),
      onEnd(code) {
        if (signal.aborted) return
        if (overCodes.includes(code)) return heard.onMode('ended')
        if (code !== null) heard.onMode('polling')
        timer = setTimeout(open, code === 'TOO_MANY_STREAMS' ? waits.crowdedMs : waits.againMs)
      },
    })
  }
  signal.addEventListener('abort', () => {
    clearTimeout(timer)
    close()
    resolve()
  })
  open()
  return promise
}

function isMessage(data: unknown): data is Message {
  return typeof data === 'object' && data !== null && 'kind' in data
}
