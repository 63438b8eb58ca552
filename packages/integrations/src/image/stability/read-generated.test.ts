import { Secret } from '@aetherflow/crypto/secret'
import { describe, expect, it } from 'vitest'
import type { HttpOutcome } from '../../http/http-outcome.ts'
import { tinyJpeg, tinyPng, tinyWebp } from '../../testing/tiny-images.ts'
import { readGenerated } from './read-generated.ts'

const call = {
  key: new Secret('sk-Qz7LmP2vXw9RtB4nKc8JdF1hGs6YaE3u'),
  outputFormat: 'png',
} as const
const good = {
  'content-type': 'image/png',
  'finish-reason': 'SUCCESS',
  seed: '42',
  'x-request-id': 'req1',
}

const answer = (
  status: number,
  headers: Record<string, string>,
  body: Uint8Array | string,
): HttpOutcome => ({
  kind: 'answer',
  status,
  headers,
  body: Buffer.from(body),
})
const says = (status: number, name: string, text = 'as documented', headers = {}) =>
  answer(status, headers, JSON.stringify({ id: 'e'.repeat(32), name, errors: [text] }))
const read = (
  outcome: HttpOutcome,
  change: Partial<{ outputFormat: 'png' | 'jpeg' | 'webp' }> = {},
) => readGenerated(outcome, { ...call, ...change }, Date.UTC(2026, 10, 22))

describe('a picture', () => {
  it('is delivered with its seed and request id', () => {
    expect(read(answer(200, good, tinyPng))).toEqual({
      kind: 'image',
      costE4: null,
      bytes: Buffer.from(tinyPng),
      mimeType: 'image/png',
      seed: 42,
      upstreamRequestId: 'req1',
    })
  })

  it.each([
    ['jpeg', tinyJpeg],
    ['webp', tinyWebp],
  ] as const)('is delivered as %s when that was asked', (format, bytes) => {
    const headers = { ...good, 'content-type': `image/${format}` }
    expect(read(answer(200, headers, bytes), { outputFormat: format })).toMatchObject({
      kind: 'image',
      mimeType: `image/${format}`,
    })
  })

  it('is delivered without the headers that only inform', () => {
    expect(read(answer(200, { 'content-type': 'Image/PNG; x=y' }, tinyPng))).toMatchObject({
      kind: 'image',
      mimeType: 'image/png',
      seed: null,
      upstreamRequestId: null,
    })
  })

  it.each(['', '-1', '4294967295', '1e3', '0x1', '99999999999'])(
    'has no seed when the header says %j',
    (seed) => {
      expect(read(answer(200, { ...good, seed }, tinyPng))).toMatchObject({
        kind: 'image',
        seed: null,
      })
    },
  )
})

describe('a filtered picture', () => {
  it('is refused by its header though the status is 200', () => {
    expect(read(answer(200, { ...good, 'finish-reason': 'CONTENT_FILTERED' }, tinyPng))).toEqual({
      kind: 'refused',
      code: 'OUTPUT_FILTERED',
      upstreamRequestId: 'req1',
    })
  })

  it('is no unknown even if its body broke off', () => {
    const headers = { ...good, 'finish-reason': 'CONTENT_FILTERED' }
    expect(
      read({ kind: 'broken-answer', status: 200, headers, reason: 'connection-lost' }),
    ).toMatchObject({
      code: 'OUTPUT_FILTERED',
    })
  })
})

describe('a complete answer that is no picture', () => {
  it.each([
    ['an empty body', answer(200, good, '')],
    ['HTML with 200', answer(200, { 'content-type': 'text/html' }, '<html>Welcome</html>')],
    [
      'HTML that claims to be a PNG',
      answer(200, good, '<html>Welcome, this is long enough to be read</html>'),
    ],
    [
      'JSON with 200',
      answer(
        200,
        { 'content-type': 'application/json' },
        '{"image":"aGk=","finish_reason":"SUCCESS"}',
      ),
    ],
    ['another format than claimed', answer(200, good, tinyWebp)],
    ['another format than asked', answer(200, { ...good, 'content-type': 'image/webp' }, tinyWebp)],
    ['a picture cut off upstream', answer(200, good, tinyPng.subarray(0, -4))],
    [
      'a picture that claims to be JSON',
      answer(200, { ...good, 'content-type': 'application/json' }, tinyPng),
    ],
    ['no content-type', answer(200, { 'finish-reason': 'SUCCESS' }, tinyPng)],
    ['an unknown finish-reason', answer(200, { ...good, 'finish-reason': 'ERROR' }, tinyPng)],
    ['202 with a job id', answer(202, { 'content-type': 'application/json' }, '{"id":"x"}')],
    ['204', answer(204, {}, '')],
    ['206 with a picture', answer(206, good, tinyPng)],
    ['a redirect', answer(302, { location: 'https://evil.example/' }, '')],
  ])('%s is an invalid answer', (_name, outcome) => {
    expect(read(outcome)).toMatchObject({ kind: 'refused', code: 'INVALID_ANSWER' })
  })
})

describe('a lost answer', () => {
  it.each(['timeout', 'connection-lost', 'unreadable-answer'] as const)(
    'is unknown: %s',
    (reason) => {
      expect(read({ kind: 'no-answer', reason })).toEqual({ kind: 'unknown', reason })
      expect(read({ kind: 'broken-answer', status: 200, headers: good, reason })).toEqual({
        kind: 'unknown',
        reason,
      })
    },
  )

  it('that went beyond the cap was made and billed, if it was a picture', () => {
    const beyond = { kind: 'broken-answer', status: 200, reason: 'too-large' } as const
    expect(read({ ...beyond, headers: good })).toMatchObject({
      kind: 'refused',
      code: 'OUTPUT_TOO_LARGE',
    })
    const page = { ...good, 'content-type': 'text/html' }
    expect(read({ ...beyond, headers: page })).toEqual({
      kind: 'unknown',
      reason: 'unreadable-answer',
    })
  })

  it('is a refusal when nothing was sent', () => {
    expect(read({ kind: 'not-sent' })).toEqual({
      kind: 'refused',
      code: 'UNREACHABLE',
      upstreamRequestId: null,
    })
  })

  it.each([
    [502, 'connection-lost'],
    [504, 'timeout'],
    [520, 'connection-lost'],
    [522, 'timeout'],
    [524, 'timeout'],
  ])('is unknown when a proxy says %d for the vendor', (status, reason) => {
    expect(read(answer(status, {}, '<html>gateway</html>'))).toEqual({ kind: 'unknown', reason })
    expect(read({ kind: 'broken-answer', status, headers: {}, reason: 'timeout' })).toEqual({
      kind: 'unknown',
      reason,
    })
    expect(read(says(status, 'internal_error'))).toMatchObject({
      kind: 'refused',
      code: 'UPSTREAM_ERROR',
    })
  })
})

describe('a refusal', () => {
  it.each([
    [
      says(400, 'bad_request', 'some-field: is required'),
      'BAD_REQUEST',
      'bad_request: some-field: is required',
    ],
    [says(402, 'payment_required'), 'OUT_OF_CREDITS', 'payment_required: as documented'],
    [says(403, 'content_moderation'), 'PROMPT_REFUSED', 'content_moderation: as documented'],
    [says(422, 'invalid_language'), 'LANGUAGE_UNSUPPORTED', 'invalid_language: as documented'],
    [says(500, 'internal_error'), 'UPSTREAM_ERROR', 'internal_error: as documented'],
  ])('%# carries code, request id and detail', (outcome, code, detail) => {
    expect(read(outcome)).toEqual({
      kind: 'refused',
      code,
      detail,
      upstreamRequestId: 'e'.repeat(32),
    })
  })

  it('of the key carries no text at all', () => {
    const body =
      '{"id":"b2","name":"unauthorized","message":"Incorrect API key provided: sk-Qz7L****aE3u."}'
    expect(read(answer(401, {}, body))).toEqual({
      kind: 'refused',
      code: 'KEY_REFUSED',
      upstreamRequestId: 'b2',
    })
  })

  it.each([403, 500, 503])(
    'of %d with an unreadable body blames the upstream, not the prompt',
    (status) => {
      const unreadable = answer(status, {}, '<html>blocked</html>')
      expect(read(unreadable)).toEqual({
        kind: 'refused',
        code: 'UPSTREAM_ERROR',
        upstreamRequestId: null,
      })
      expect(read({ kind: 'broken-answer', status, headers: {}, reason: 'timeout' })).toMatchObject(
        { code: 'UPSTREAM_ERROR' },
      )
    },
  )

  it('for the rate waits as long as the header says, or the documented minute', () => {
    expect(read(says(429, 'rate_limit_exceeded', 'x', { 'retry-after': '7' }))).toMatchObject({
      code: 'RATE_LIMITED',
      retryAfterMs: 7000,
    })
    expect(read(says(429, 'rate_limit_exceeded'))).toMatchObject({ retryAfterMs: 60_000 })
    expect(read(answer(429, {}, ''))).toMatchObject({ code: 'RATE_LIMITED', retryAfterMs: 60_000 })
  })

  it('of a 503 waits only when told to', () => {
    expect(read(answer(503, { 'retry-after': '5' }, ''))).toMatchObject({
      code: 'UPSTREAM_ERROR',
      retryAfterMs: 5000,
    })
    expect(read(answer(503, {}, ''))).not.toHaveProperty('retryAfterMs')
  })
})
