import {
  callDeadline,
  costE4,
  dayMs,
  dayOf,
  graceMs,
  leaseMs,
  moveAttempt,
  moveTask,
  note,
  second,
  type SimAttempt,
  type SimResource,
  type SimTask,
  taskOf,
  type World,
} from './world.ts'

// Each door is one transaction: it is called between two turns of the scheduler, and nothing comes between.

/** What a worker holds in its hands: an attempt, and the fence it was given. */
export type Claim = { attempt: SimAttempt; fence: number }

/** queue.claim: each pending task on its first resource with room. */
export function claim(world: World, worker: string, limit: number): Claim[] {
  const claims: Claim[] = []
  for (const task of world.tasks) {
    if (claims.length === limit) break
    if (task.status !== 'pending' || task.deadlineAt <= world.now) continue
    const resource = world.resources.find((one) => hasRoom(world, one, task))
    if (resource === undefined) continue
    claims.push(assign(world, worker, task, resource))
  }
  return claims
}

function hasRoom(world: World, resource: SimResource, task: SimTask): boolean {
  const used = resource.day === dayOf(world.now) ? resource.dayUsed : 0
  if (task.excluded.includes(resource.id)) return false
  if (resource.inFlight >= resource.concurrency) return false
  return used + costE4 <= resource.dayLimit
}

function assign(world: World, worker: string, task: SimTask, resource: SimResource): Claim {
  const today = dayOf(world.now)
  if (resource.day !== today) resource.dayUsed = 0
  resource.day = today
  resource.dayUsed += costE4
  resource.inFlight += 1
  const attempt: SimAttempt = {
    id: world.attempts.length,
    task: task.id,
    resource: resource.id,
    worker,
    fence: task.fence + 1,
    state: 'claimed',
    slotHeld: true,
    creditsHeld: true,
    day: today,
    dispatchedAt: null,
    turn: 0,
    callDeadlineAt: 0,
    finishedAt: 0,
    job: null,
    resumes: 0,
    lossDue: false,
    lossPaid: 0,
    paidEarly: false,
    bill: null,
  }
  world.attempts.push(attempt)
  moveTask(world, task, 'claimed')
  task.fence += 1
  task.worker = worker
  task.attempt = attempt.id
  task.leaseUntil = world.now + leaseMs
  return { attempt, fence: task.fence }
}

/** Whether a write is by the worker whose attempt it is, under the fence in force. */
function isOurs(world: World, worker: string, { attempt, fence }: Claim): boolean {
  const task = taskOf(world, attempt)
  const fits = task.fence === fence && task.worker === worker
  if (!fits) note(world, 'stale')
  return fits && task.status === 'processing' && task.attempt === attempt.id
}

/** queue.dispatch_set */
export function dispatch(world: World, worker: string, held: Claim): boolean {
  const { attempt } = held
  const task = taskOf(world, attempt)
  if (!isOurs(world, worker, held) || task.leaseUntil <= world.now) return false
  if (task.deadlineAt <= world.now) {
    end(world, attempt, 'withdrawn', false)
    return false
  }
  if (!moveAttempt(world, attempt, 'dispatched')) return false
  attempt.dispatchedAt = world.now
  attempt.turn = ++world.turns
  attempt.callDeadlineAt = callDeadline(world)
  task.leaseUntil = world.now + leaseMs
  return true
}

/** queue.record_job */
export function recordJob(world: World, worker: string, held: Claim, job: string): boolean {
  const { attempt, fence } = held
  if (attempt.fence !== fence || attempt.worker !== worker) return false
  if (attempt.job !== null && attempt.job !== job) return false
  if (!moveAttempt(world, attempt, 'job-named')) return false
  attempt.job = job
  return isOurs(world, worker, held)
}

function resumable(world: World, attempt: SimAttempt): boolean {
  if (attempt.state !== 'dispatched' || attempt.job === null || attempt.resumes >= 20) return false
  const task = taskOf(world, attempt)
  return attempt.callDeadlineAt > world.now && task.deadlineAt > world.now - graceMs
}

/** queue.resume */
export function resume(world: World, worker: string, limit: number): Claim[] {
  const claims: Claim[] = []
  for (const task of world.tasks) {
    if (claims.length === limit) break
    const attempt = world.attempts[task.attempt ?? -1]
    if (task.status !== 'processing' || attempt === undefined) continue
    if (task.leaseUntil > world.now || !resumable(world, attempt)) continue
    if (!moveAttempt(world, attempt, 'resumed')) continue
    task.fence += 1
    task.worker = worker
    task.leaseUntil = world.now + leaseMs
    attempt.fence = task.fence
    attempt.worker = worker
    attempt.resumes += 1
    claims.push({ attempt, fence: task.fence })
  }
  return claims
}

/** queue.hand_over and queue.hand_back: what a stopping worker returns. */
export function letGo(world: World, worker: string, held: Claim): boolean {
  const { attempt } = held
  if (!isOurs(world, worker, held)) return false
  if (attempt.state === 'claimed') {
    end(world, attempt, 'withdrawn', true)
    return true
  }
  if (!resumable(world, attempt) || !moveAttempt(world, attempt, 'handed-over')) return false
  taskOf(world, attempt).leaseUntil = world.now
  return true
}

/** queue.heartbeat */
export function heartbeat(world: World, worker: string, held: Claim): void {
  if (isOurs(world, worker, held)) taskOf(world, held.attempt).leaseUntil = world.now + leaseMs
}

/** ledger.settle_set, and queue.keep_evidence for what comes too late. */
export function succeed(world: World, worker: string, held: Claim): void {
  const { attempt, fence } = held
  if (isOurs(world, worker, held) && attempt.state === 'dispatched') {
    moveAttempt(world, attempt, 'delivered')
    moveTask(world, taskOf(world, attempt), 'delivered')
    return
  }
  if (attempt.fence === fence && attempt.worker === worker)
    resolve(world, attempt, 'delivered-late')
}

/** queue.fail_set */
export function fail(world: World, worker: string, held: Claim, billed: boolean): void {
  const { attempt, fence } = held
  if (isOurs(world, worker, held)) {
    end(world, attempt, billed && attempt.state === 'dispatched' ? 'filtered' : 'refused', !billed)
    return
  }
  if (attempt.fence === fence && attempt.worker === worker)
    resolve(world, attempt, billed ? 'filtered-late' : 'refused-late')
}

/** queue.unknown_set */
export function lose(world: World, worker: string, held: Claim): void {
  if (isOurs(world, worker, held) && held.attempt.state === 'dispatched')
    end(world, held.attempt, 'lost', true)
}

type End = 'withdrawn' | 'refused' | 'filtered' | 'lost' | 'expired'

/** queue.end_attempts: the attempt ends, and its task is claimable again or over. */
function end(world: World, attempt: SimAttempt, how: End, retry: boolean): void {
  const task = taskOf(world, attempt)
  const dispatched = attempt.state === 'dispatched'
  const event = how === 'expired' ? (dispatched ? 'lost' : 'withdrawn') : how
  const again = retry && mayRetry(world, task, dispatched)
  if (!moveAttempt(world, attempt, event)) return
  if (event === 'lost') task.unknowns += 1
  if (dispatched) task.excluded.push(attempt.resource)
  const over = task.deadlineAt <= world.now ? 'expired' : 'given-up'
  moveTask(world, task, again ? 'requeued' : over)
  if (again) task.attempt = null
}

/** queue.may_retry: before the deadline, at most 3 calls, at most one after an unknown. */
function mayRetry(world: World, task: SimTask, dispatched: boolean): boolean {
  if (task.deadlineAt <= world.now) return false
  if (!dispatched) return true
  const sent = world.attempts.filter((one) => one.task === task.id && one.dispatchedAt !== null)
  return task.unknowns === 0 && sent.length < 3
}

/** queue.sweep */
export function sweep(world: World): void {
  for (const task of world.tasks) {
    const attempt = world.attempts[task.attempt ?? -1]
    if (task.status === 'pending' && task.deadlineAt <= world.now) moveTask(world, task, 'expired')
    if (task.status !== 'processing' || attempt === undefined) continue
    const leaseOver = task.leaseUntil <= world.now && !resumable(world, attempt)
    const deadlineOver = task.deadlineAt <= world.now - (attempt.state === 'claimed' ? 0 : graceMs)
    if (leaseOver || deadlineOver) end(world, attempt, 'expired', true)
  }
}

/** queue.sweep_slots */
export function sweepSlots(world: World): void {
  for (const attempt of world.attempts) {
    if (attempt.slotHeld && attempt.dispatchedAt !== null && attempt.callDeadlineAt <= world.now)
      moveAttempt(world, attempt, 'slot-due')
  }
}

/** queue.pay_loss */
export function payLoss(world: World): void {
  for (const attempt of world.attempts) {
    const waits = attempt.job === null ? 0 : 3_600 * second
    const open = attempt.state === 'unknown' && attempt.bill === null
    if (!attempt.lossDue || (open && attempt.callDeadlineAt + waits > world.now)) continue
    attempt.lossDue = false
    attempt.lossPaid += 1
    attempt.paidEarly =
      open && attempt.job !== null && attempt.callDeadlineAt + 3_600 * second > world.now
  }
}

type Resolution =
  | 'refused-late'
  | 'filtered-late'
  | 'delivered-late'
  | 'found-free'
  | 'found-billed'
  | 'given-up'

/** queue.resolve_unknown and its like: the first word about an unknown stands. */
export function resolve(world: World, attempt: SimAttempt, how: Resolution): void {
  if (attempt.bill === null) moveAttempt(world, attempt, how)
}

/** queue.expire_unknowns */
export function expireUnknowns(world: World): void {
  for (const attempt of world.attempts) {
    if (attempt.state === 'unknown' && attempt.finishedAt <= world.now - dayMs)
      resolve(world, attempt, 'given-up')
  }
}
