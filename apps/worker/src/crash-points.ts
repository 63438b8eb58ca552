import type { ImageUpstream } from '@aetherflow/integrations/image/image-upstream'
import type { ObjectStorage } from '@aetherflow/integrations/storage/object-storage'
import type { WorkerCaller } from './worker-caller.ts'

/** Moments of an attempt at which a process may die, in their order. */
const crashPoints = [
  'claimed',
  'dispatched',
  'job-named',
  'job-recorded',
  'answered',
  'stored',
  'settled',
] as const
export type CrashPoint = (typeof crashPoints)[number]

export type Crashable = {
  caller: WorkerCaller
  upstreams: ReadonlyMap<string, ImageUpstream>
  storage: ObjectStorage
}

/**
 * In test mode with `CRASH_AT=<point>` or `<point>:<n>`: the process ends itself without a word (SIGKILL) when it comes
 * to the point for the nth time. Otherwise, and always in production, it hands back what it was given.
 * @throws TypeError for a point that there is not, so that a test cannot wait for one in vain
 */
export function withCrashPoints(
  mode: 'demo' | 'production' | 'test',
  given: string | undefined,
  parts: Crashable,
): Crashable {
  if (mode !== 'test' || given === undefined) return parts
  const pass = passing(given)
  return {
    caller: watchedCaller(parts.caller, pass),
    upstreams: new Map(
      [...parts.upstreams].map(([id, upstream]) => [id, watchedUpstream(upstream, pass)]),
    ),
    storage: watchedStorage(parts.storage, pass),
  }
}

type Pass = (point: CrashPoint) => void

function passing(given: string): Pass {
  const [name, nth = '1'] = given.split(':')
  const wanted = crashPoints.find((point) => point === name)
  let left = Number(nth)
  if (wanted === undefined || !Number.isInteger(left) || left < 1)
    throw new TypeError(`CRASH_AT: no such point, ${given}`)
  return (point) => {
    if (point !== wanted || --left > 0) return
    process.kill(process.pid, 'SIGKILL')
    // The signal may take a moment; nothing more may happen meanwhile.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
  }
}

function watchedCaller(caller: WorkerCaller, pass: Pass): WorkerCaller {
  const { tasks } = caller
  const changes: Partial<WorkerCaller['tasks']> = {
    claim: async (input) => {
      const claimed = await tasks.claim(input)
      if (claimed.calls.length > 0) pass('claimed')
      return claimed
    },
    dispatching: async (input) => {
      const answer = await tasks.dispatching(input)
      if (answer.ok) pass('dispatched')
      return answer
    },
    dispatchSet: async (input) => {
      const answer = await tasks.dispatchSet(input)
      if (answer.answers.some(({ ok }) => ok)) pass('dispatched')
      return answer
    },
    recordJob: async (input) => {
      pass('job-named')
      const answer = await tasks.recordJob(input)
      pass('job-recorded')
      return answer
    },
    succeed: async (input) => {
      const answer = await tasks.succeed(input)
      pass('settled')
      return answer
    },
  }
  const watched = new Proxy(tasks, {
    get: (target, name) => Reflect.get(changes, name) ?? Reflect.get(target, name),
  })
  return new Proxy(caller, {
    get: (target, name) => (name === 'tasks' ? watched : Reflect.get(target, name)),
  })
}

function watchedUpstream(upstream: ImageUpstream, pass: Pass): ImageUpstream {
  const { resume } = upstream
  const answered = <Outcome extends { kind: string }>(outcome: Outcome): Outcome => {
    if (outcome.kind === 'image') pass('answered')
    return outcome
  }
  return {
    ...upstream,
    generate: async (call) => answered(await upstream.generate(call)),
    resume: resume === null ? null : async (call) => answered(await resume(call)),
  }
}

function watchedStorage(storage: ObjectStorage, pass: Pass): ObjectStorage {
  return {
    ...storage,
    get: async (...asked) => {
      // What is read back has been stored.
      const object = await storage.get(...asked)
      pass('stored')
      return object
    },
  }
}
