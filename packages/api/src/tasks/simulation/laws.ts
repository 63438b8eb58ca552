import { isFinished } from '../internal/state-machine.ts'
import type { Vendor } from './vendor.ts'
import { costE4, type SimAttempt, type SimTask, type World } from './world.ts'

/** A law that was broken, with what is needed to see why. */
function hold(holds: boolean, law: string, about: unknown): void {
  if (!holds) throw new Error(`${law}: ${JSON.stringify(about)}`)
}

const attemptsOf = (world: World, { id }: SimTask) =>
  world.attempts.filter(({ task }) => task === id)

/** True between any two turns. */
export function checkAlways(world: World): void {
  for (const resource of world.resources) {
    const own = world.attempts.filter((attempt) => attempt.resource === resource.id)
    const slots = own.filter(({ slotHeld }) => slotHeld).length
    hold(resource.inFlight === slots, 'slots are counted exactly', resource)
    hold(slots <= resource.concurrency, 'no more at once than the owner allows', resource)
    const reserved = own.filter(({ creditsHeld, day }) => creditsHeld && day === resource.day)
    hold(resource.dayUsed === reserved.length * costE4, 'credits are counted exactly', resource)
    hold(resource.dayUsed <= resource.dayLimit, 'no more a day than the owner allows', resource)
  }
  for (const task of world.tasks) {
    hold(task.captured + task.released <= 1, 'a hold is resolved once', task)
    const open = attemptsOf(world, task).filter(
      ({ state, id }) => (state === 'claimed' || state === 'dispatched') && id !== task.attempt,
    )
    hold(open.length === 0, 'a task has one attempt under way', task)
  }
}

/** True when everything has come to rest. */
export function checkAtRest(world: World, vendor: Vendor): void {
  checkAlways(world)
  for (const task of world.tasks) checkTask(task, attemptsOf(world, task))
  for (const attempt of world.attempts) checkAttempt(attempt, vendor)
  const matched = world.attempts.reduce((sum, attempt) => sum + vendor.billed(attempt), 0)
  hold(matched === vendor.total(), "each line of the vendor's bill is an attempt's", matched)
  hold(
    world.resources.every(({ inFlight }) => inFlight === 0),
    'every slot came back',
    world.resources,
  )
}

function checkTask(task: SimTask, attempts: SimAttempt[]): void {
  hold(isFinished(task.status), 'every task ends', task)
  const delivered = attempts.filter(({ state }) => state === 'succeeded').length
  hold(task.captured + task.released === 1, 'every hold is resolved', task)
  hold(task.captured === delivered, 'who pays has an image, and one', { task, attempts })
  const sent = attempts.filter(({ dispatchedAt }) => dispatchedAt !== null)
  hold(sent.length <= 3, 'at most three calls', task)
  const turns = sent.toSorted((one, other) => one.turn - other.turn)
  const lost = turns.findIndex(({ state, bill }) => state === 'unknown' || bill !== null)
  hold(lost < 0 || sent.length - lost <= 2, 'at most one more call after an unknown', turns)
  const resources = new Set(sent.map(({ resource }) => resource))
  hold(resources.size === sent.length, 'no resource is asked twice', turns)
}

function checkAttempt(attempt: SimAttempt, vendor: Vendor): void {
  const { state, bill } = attempt
  const billed = vendor.billed(attempt) / costE4
  hold(state !== 'claimed' && state !== 'dispatched', 'every attempt ends', attempt)
  const most = attempt.dispatchedAt === null ? 0 : 1
  hold(vendor.calls(attempt) <= most, 'an attempt is one call, and only after its intent', attempt)
  if (state === 'succeeded') hold(billed === 1, 'what was delivered was billed', attempt)
  if (state === 'failed' && !attempt.creditsHeld)
    hold(billed === 0, 'credits come back only when nothing was billed', attempt)
  if (state === 'unknown') {
    hold(bill !== null, 'every unknown is resolved', attempt)
    if (bill === 'free') hold(billed === 0, 'what counts as free was not billed', attempt)
    hold(attempt.creditsHeld === (bill === 'billed'), 'credits follow the bill', attempt)
  }
  hold(attempt.lossPaid <= 1, 'a loss is paid once', attempt)
  hold(!attempt.lossDue, 'every loss is paid or forgiven', attempt)
  hold(!attempt.paidEarly, 'nothing is paid while the vendor can tell', attempt)
}
