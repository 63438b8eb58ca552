import { Writable } from 'node:stream'
import { type Logger, pino } from 'pino'

/** A logger that keeps every line, down to the finest. */
export function capturedLog(): { log: Logger; text(): string } {
  let text = ''
  const stream = new Writable({
    write(chunk, _encoding, done) {
      text += String(chunk)
      done()
    },
  })
  return { log: pino({ level: 'trace' }, stream), text: () => text }
}
