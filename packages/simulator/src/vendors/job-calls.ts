import type { Exchange } from '../http/router.ts'
import type { Fault } from '../scenario.ts'
import {
  lastsMs,
  newRequestId,
  note,
  pictureOf,
  refuse,
  shownStatus,
  takeFreeCall,
} from './counter.ts'
import type { Parts } from './counter.ts'
import type { Fate, Job } from './jobs.ts'
import { sendAnswer } from './send-answer.ts'
import type { Answer } from './vendor.ts'
import type { JobView, Taken } from './vendor-desk.ts'

const FATES: Partial<Record<Fault, Fate>> = {
  filtered: 'filtered',
  'job-failed': 'failed',
  moderated: 'moderated',
  'public-figure': 'moderated',
  'job-moderated': 'moderated',
}

/** Begins a job, charges for one that will be done, and answers with its name. */
export async function beginJob(
  parts: Parts,
  taken: Taken,
  answer: (job: JobView) => Answer,
  id?: string,
): Promise<void> {
  const { exchange, requestId, key, account, order, credits, seed, scenario } = taken
  const fate = (scenario && FATES[scenario.fault]) ?? 'done'
  const isBilled = fate === 'done' || (fate === 'filtered' && parts.vendor.billsFiltered)
  const billed = isBilled ? credits : 0
  const isStuck = scenario?.fault === 'job-stuck'
  account.credits -= billed
  const job = parts.jobs.begin(
    { requestId, key, account, order, seed, credits, fate },
    isStuck ? Number.POSITIVE_INFINITY : lastsMs(parts, scenario),
    id,
  )
  const written = answer(viewOf(parts, exchange, job))
  const { model, correlationId } = order
  const status = shownStatus(scenario, written.status)
  note(parts, taken, { status, billed, model, correlationId })
  await sendAnswer(exchange, written, scenario?.fault)
}

/** Answers about a job of the caller's account. */
export async function showJob(
  parts: Parts,
  exchange: Exchange,
  id: string,
  answer: (job: JobView) => Answer,
): Promise<void> {
  const caller = await takeFreeCall(parts, exchange, 'poll')
  if (caller === null) return
  const job = parts.jobs.find(id, caller.account)
  if (job === null) {
    refuse(parts, exchange, 'not-found', { requestId: newRequestId(), detail: 'no such job' })
    return
  }
  const shown =
    caller.fault === 'wrong-job' ? { ...job, id: id.split('').toReversed().join('') } : job
  await sendAnswer(exchange, answer(viewOf(parts, exchange, shown)), caller.fault)
}

function viewOf(parts: Parts, exchange: Exchange, job: Job): JobView {
  const isBlurred = job.fate === 'filtered'
  return {
    ...job,
    state: parts.jobs.stateOf(job),
    url: () => parts.files.address(exchange, pictureOf(parts, job, isBlurred), job.key),
  }
}
