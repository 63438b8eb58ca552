import type { ResultDownload } from '../http/download-result.ts'
import { imageFormat } from './image-format.ts'
import type { GenerateCall, GenerateOutcome } from './image-upstream.ts'

type Facts = {
  /** What was asked for; null where the vendor chooses: then any of ours will do. */
  format: GenerateCall['outputFormat'] | null
  seed: number | null
  requestId: string | null
  costE4: bigint | null
}

/** A complete answer that is no image of what was asked for: refused, and perhaps billed. */
export function invalidAnswer(requestId: string | null, detail: string): GenerateOutcome {
  return { kind: 'refused', code: 'INVALID_ANSWER', upstreamRequestId: requestId, detail }
}

/** A picture beyond what is read: made and billed, and no other key would make it smaller. */
export function tooLargeOutput(requestId: string | null): GenerateOutcome {
  return { kind: 'refused', code: 'OUTPUT_TOO_LARGE', upstreamRequestId: requestId }
}

/** A call that the vendor would not take, so nothing is sent: the field and the rule, never the field's content. */
export function unfitCall(fault: string): GenerateOutcome {
  return { kind: 'refused', code: 'BAD_REQUEST', upstreamRequestId: null, detail: fault }
}

/** What bytes that should be a picture come to: their first and last bytes decide, never a header. */
export function imageOutcome(bytes: Uint8Array, facts: Facts): GenerateOutcome {
  const { format: asked, seed, requestId, costE4 } = facts
  const format = imageFormat(bytes)
  if (format === null || (asked !== null && format !== asked))
    return invalidAnswer(requestId, 'body is not a whole image of its type')
  const mimeType = `image/${format}`
  return { kind: 'image', bytes, mimeType, seed, upstreamRequestId: requestId, costE4 }
}

/** What a result that had to be fetched comes to. The vendor has made it: only a definite answer is a refusal. */
export function downloadOutcome(download: ResultDownload, facts: Facts): GenerateOutcome {
  switch (download.kind) {
    case 'bytes':
      return imageOutcome(download.bytes, facts)
    case 'unknown':
      return { kind: 'unknown', reason: download.reason }
    case 'too-large':
      return tooLargeOutput(facts.requestId)
    case 'gone':
      return invalidAnswer(facts.requestId, 'result: the vendor does not keep it')
    case 'unreadable':
      return invalidAnswer(facts.requestId, download.detail)
  }
}

/** A seed as a vendor tells it; null for anything but a whole number that a double holds exactly. */
export function seedOf(value: unknown): number | null {
  const number = typeof value === 'string' && /^\d{1,16}$/.test(value) ? Number(value) : value
  return typeof number === 'number' && Number.isSafeInteger(number) && number >= 0 ? number : null
}
