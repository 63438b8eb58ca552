import type { IncomingHttpHeaders } from 'node:http'

/** Why an exchange broke after the connection stood, so that bytes may have been sent. */
export type LostReason = 'timeout' | 'connection-lost' | 'unreadable-answer'
/** Why the body of an answer is not known; `too-large`: it went beyond the cap. */
export type BrokenReason = LostReason | 'too-large'

/**
 * What one HTTP exchange came to. The kinds are drawn by what money needs to know:
 * - `answer`: read to its last byte, whatever it says
 * - `broken-answer`: status and headers are known, the body is not
 * - `no-answer`: connected, then nothing readable; the other side may have acted
 * - `not-sent`: no byte of the request can have left; safe to try elsewhere
 */
export type HttpOutcome =
  | { kind: 'answer'; status: number; headers: IncomingHttpHeaders; body: Uint8Array }
  | { kind: 'broken-answer'; status: number; headers: IncomingHttpHeaders; reason: BrokenReason }
  | { kind: 'no-answer'; reason: LostReason }
  | { kind: 'not-sent' }
