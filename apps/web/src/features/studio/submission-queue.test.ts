import type { SubmitRun, SubmittedRun } from '@aetherflow/api/tasks/schemas'
import { expect, test, vi } from 'vitest'
import { formatPending, parsePending } from './pending-runs.ts'
import { createStoredValue } from './stored-value.ts'
import { createSubmissionQueue } from './submission-queue.ts'

const input: SubmitRun = {
  clientId: 'c-1',
  prompt: 'a cat',
  negativePrompt: '',
  params: { aspectRatio: '1:1', outputFormat: 'png' },
  preference: 'balanced',
  ownKey: false,
  tasks: [{ modelId: 'core', ceiling: 300n, seed: null }],
}
const answer: SubmittedRun = {
  runId: 'r-1',
  tasks: [],
  held: 300n,
  deadlineAt: new Date(0),
  repeated: false,
}

/** A queue whose server answers as it is told; an error is named by its code. */
function arrange({ submittedAt = 0, own = true } = {}) {
  const stored = createStoredValue('p', { parse: parsePending, format: formatPending }, undefined)
  stored.set([{ submittedAt, input }])
  const sent: string[] = []
  const refused: unknown[] = []
  const accepted: string[] = []
  const server = { answers: [] as (SubmittedRun | string)[] }
  const clock = { now: submittedAt }
  const queue = createSubmissionQueue({
    stored,
    own: new Set(own ? ['c-1'] : []),
    async send({ clientId }) {
      sent.push(clientId)
      const next = server.answers.shift() ?? 'OFFLINE'
      if (typeof next === 'string') throw new Error(next)
      return next
    },
    codeOf: (error) => (error instanceof Error ? error.message : ''),
    now: () => clock.now,
  })
  const unlisten = queue.listen({
    onAccepted: async (run) => void accepted.push(run.runId),
    onRefused: (error) => refused.push(error),
    onChange: () => {},
  })
  const settle = () => new Promise((resolve) => setTimeout(resolve, 0))
  return { queue, stored, sent, refused, accepted, server, clock, settle, unlisten }
}

test('a run that the server takes leaves its place once it is on the screen', async () => {
  const { queue, stored, server, accepted, settle } = arrange()
  server.answers = [answer]
  queue.resume()
  await settle()
  expect(accepted).toEqual(['r-1'])
  expect(stored.get()).toEqual([])
})

test('a run that is answered when nobody looks any more is not lost, nor sent again', async () => {
  const { queue, stored, sent, server, accepted, unlisten, settle } = arrange()
  server.answers = [answer]
  queue.resume()
  unlisten()
  await settle()
  expect([sent, accepted, stored.get()]).toEqual([['c-1'], [], []])
})

test('pressing twice sends once', async () => {
  const { queue, sent, server, settle } = arrange()
  server.answers = [answer]
  queue.resume()
  queue.resume()
  await settle()
  expect(sent).toEqual(['c-1'])
})

test('a lost answer is asked for again under the same id, a little later', async () => {
  const { queue, stored, sent, server, clock, settle } = arrange()
  server.answers = ['OFFLINE', answer]
  queue.resume()
  await settle()
  const [run] = stored.get()
  expect(run && queue.phaseOf(run)).toBe('waiting')
  queue.resume()
  expect(sent).toEqual(['c-1'])
  clock.now = 1_000
  queue.resume()
  await vi.waitFor(() => expect(stored.get()).toEqual([]))
  expect(sent).toEqual(['c-1', 'c-1'])
})

test('nor need it wait when the connection is back', async () => {
  const { queue, stored, server, settle } = arrange()
  server.answers = ['OFFLINE', answer]
  queue.resume()
  await settle()
  queue.hurry()
  await vi.waitFor(() => expect(stored.get()).toEqual([]))
})

test('a person need not wait for that', async () => {
  const { queue, stored, server, settle } = arrange()
  server.answers = ['OFFLINE', answer]
  queue.resume()
  await settle()
  queue.again('c-1')
  await vi.waitFor(() => expect(stored.get()).toEqual([]))
})

test('a refusal ends it and is told', async () => {
  const { queue, stored, refused, server, settle } = arrange()
  server.answers = ['PRICE_CHANGED']
  queue.resume()
  await settle()
  expect(stored.get()).toEqual([])
  expect(refused).toHaveLength(1)
})

test('after a reload a fresh one is sent by itself, an old one only when asked', async () => {
  const fresh = arrange({ own: false })
  fresh.clock.now = 6_000
  fresh.queue.resume()
  await fresh.settle()
  expect(fresh.sent).toEqual(['c-1'])

  const old = arrange({ own: false })
  old.clock.now = 3_600_000
  old.queue.resume()
  await old.settle()
  const [run] = old.stored.get()
  expect(old.sent).toEqual([])
  expect(run && old.queue.phaseOf(run)).toBe('stale')
  old.queue.drop('c-1')
  expect(old.stored.get()).toEqual([])
})
