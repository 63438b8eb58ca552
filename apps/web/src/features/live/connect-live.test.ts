import type { WatchEvent } from '@aetherflow/api/tasks/list-schemas'
import { expect, test, vi } from 'vitest'
import { sampleTask } from '../testing/sample-task.ts'
import { connectLive, type LiveLocks, type LiveMode } from './connect-live.ts'

const event: WatchEvent = { present: true, tasks: [sampleTask()] }

/** One browser: its locks, its channels and the streams that its tabs open. */
function browser({ withLocks = true } = {}) {
  const streams: Parameters<Parameters<typeof connectLive>[0]['openStream']>[0][] = []
  let closed = 0
  let held: Promise<unknown> = Promise.resolve()
  const locks: LiveLocks = {
    request(_name, { signal }, hold) {
      const turn = held.then(() => (signal.aborted ? undefined : hold()))
      held = turn
      return turn
    },
  }
  const openTab = () => {
    const heard: WatchEvent[] = []
    const modes: LiveMode[] = []
    const close = connectLive({
      account,
      locks: withLocks ? locks : undefined,
      openChannel: (name) => new BroadcastChannel(name),
      openStream(handlers) {
        streams.push(handlers)
        return () => (closed += 1)
      },
      onEvent: (told) => heard.push(told),
      onMode: (mode) => modes.push(mode),
      known: () => event.tasks,
      waits: { againMs: 1, crowdedMs: 1, silenceMs: 60_000 },
    })
    return { heard, modes, close }
  }
  const account = crypto.randomUUID()
  return { openTab, streams, closed: () => closed }
}

test('two tabs share one stream, and both hear every event', async () => {
  const { openTab, streams } = browser()
  const [first, second] = [openTab(), openTab()]
  await vi.waitFor(() => expect(streams).toHaveLength(1))
  streams[0]?.onEvent(event)
  await vi.waitFor(() => expect(second.modes.at(-1)).toBe('live'))
  await vi.waitFor(() => expect(second.heard).toContainEqual(event))
  expect(first.heard).toEqual([event])
  expect(first.modes).toEqual(['live'])
  expect(streams).toHaveLength(1)
  first.close()
  second.close()
})

test('a tab that opens later is told what the leader knows', async () => {
  const { openTab, streams } = browser()
  const first = openTab()
  await vi.waitFor(() => expect(streams).toHaveLength(1))
  streams[0]?.onEvent(event)
  const second = openTab()
  await vi.waitFor(() => expect(second.heard).toEqual([{ present: false, tasks: event.tasks }]))
  expect(second.modes).toEqual(['live'])
  first.close()
  second.close()
})

test('when the leader closes, the next tab opens the stream', async () => {
  const { openTab, streams, closed } = browser()
  const [first, second] = [openTab(), openTab()]
  await vi.waitFor(() => expect(streams).toHaveLength(1))
  first.close()
  await vi.waitFor(() => expect(streams).toHaveLength(2))
  expect(closed()).toBe(1)
  second.close()
})

test('a lock that is granted in the moment of closing is let go', async () => {
  let grant: () => Promise<void> = async () => {}
  const close = connectLive({
    account: 'closing',
    locks: { request: (_name, _options, hold) => new Promise(() => (grant = hold)) },
    openChannel: undefined,
    openStream: () => () => {},
    onEvent: () => {},
    onMode: () => {},
    known: () => [],
  })
  close()
  await expect(grant()).resolves.toBeUndefined()
})

test('a stream that comes to its end is opened again, a crowded one after polling', async () => {
  const { openTab, streams } = browser()
  const tab = openTab()
  await vi.waitFor(() => expect(streams).toHaveLength(1))
  streams[0]?.onEnd(null)
  await vi.waitFor(() => expect(streams).toHaveLength(2))
  expect(tab.modes).toEqual([])
  streams[1]?.onEnd('TOO_MANY_STREAMS')
  expect(tab.modes).toEqual(['polling'])
  await vi.waitFor(() => expect(streams).toHaveLength(3))
  tab.close()
})

test('a session that is over is not knocked at again', async () => {
  const { openTab, streams } = browser()
  const tab = openTab()
  await vi.waitFor(() => expect(streams).toHaveLength(1))
  streams[0]?.onEnd('SESSION_ENDED')
  await new Promise((resolve) => setTimeout(resolve, 10))
  expect(streams).toHaveLength(1)
  expect(tab.modes).toEqual(['ended'])
  tab.close()
})

test('without locks every tab polls and nobody opens a stream', async () => {
  const { openTab, streams } = browser({ withLocks: false })
  const tab = openTab()
  expect(tab.modes).toEqual(['polling'])
  expect(streams).toHaveLength(0)
  tab.close()
})

test('a follower that hears nobody polls for itself', async () => {
  const { openTab, streams } = browser()
  const never: LiveMode[] = []
  const leader = openTab()
  await vi.waitFor(() => expect(streams).toHaveLength(1))
  const close = connectLive({
    account: 'somebody-else',
    locks: { request: () => new Promise(() => {}) },
    openChannel: undefined,
    openStream: () => () => {},
    onEvent: () => {},
    onMode: (mode) => never.push(mode),
    known: () => [],
    waits: { silenceMs: 5 },
  })
  await vi.waitFor(() => expect(never).toEqual(['polling']))
  close()
  leader.close()
})
