import { EventEmitter } from 'node:events'
import { listen } from '@aetherflow/db/listen'
import { createNotifier } from '@aetherflow/db/notifier'
import type { Logger } from 'pino'
import type { Wake, WakeChannel } from './deps.ts'

const channels: readonly WakeChannel[] = [
  'tasks',
  'task-changes',
  'verifications',
  'gateway-events',
  'outbox',
]

export type WakeConnection = Wake & { close(): Promise<void> }

/**
 * Wake-ups between processes by LISTEN/NOTIFY on two direct connections. Hints only: after a lost
 * connection every listener is woken, and everybody polls as well.
 */
export function createWake(options: { url: string; log: Logger }): WakeConnection {
  const emitter = new EventEmitter().setMaxListeners(0)
  const onError = ({ message }: Error) =>
    options.log.warn({ reason: message }, 'wake-ups interrupted')
  const notifier = createNotifier({ url: options.url, onError })
  const listener = listen({
    url: options.url,
    channels,
    onNotification: (channel) => emitter.emit(channel),
    onListening: () => channels.forEach((channel) => emitter.emit(channel)),
    onError,
  })
  return {
    send: (channel) => notifier.notify(channel),
    on(channel, wake) {
      emitter.on(channel, wake)
      return () => {
        emitter.off(channel, wake)
      }
    },
    async close() {
      await Promise.all([listener.close(), notifier.close()])
    },
  }
}
