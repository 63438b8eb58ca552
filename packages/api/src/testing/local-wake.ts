import { EventEmitter } from 'node:events'
import type { Wake } from '../deps.ts'

/** Wake-ups within one process: what LISTEN/NOTIFY does between processes. */
export function createLocalWake(): Wake {
  const emitter = new EventEmitter().setMaxListeners(0)
  return {
    send: (channel) => {
      emitter.emit(channel)
    },
    on: (channel, listener) => {
      emitter.on(channel, listener)
      return () => {
        emitter.off(channel, listener)
      }
    },
  }
}
