import type { Mutant } from '../mutant.ts'

const doors = 'packages/db/sql/20-queue'
const tasks = 'packages/api/src/tasks'
const resumeTests = [`${tasks}/resume-jobs.test.ts`]
const reconcileTests = [`${tasks}/reconcile-unknowns.test.ts`]
const dispatchTests = [`${tasks}/dispatch-attempt.test.ts`]

function inDoor(
  guard: string,
  door: string,
  find: string,
  replace: string,
  tests: string[],
  named?: string,
): Mutant {
  const edits = [{ file: `${doors}/${door}.sql`, find, replace }]
  return { guard: `queue: ${guard}`, edits, tests, ...(named === undefined ? {} : { named }) }
}

/** What the queue's doors check of jobs, unknowns, dispatches and windows. */
export const queueMutants: Mutant[] = [
  inDoor(
    'fence of a named job',
    'record-job',
    'AND a.fence = p_fence AND a.worker_id = p_worker AND',
    'AND',
    resumeTests,
    'is kept once',
  ),
  inDoor(
    'one job per attempt',
    'record-job',
    ' AND (a.job_ref IS NULL OR a.job_ref = p_job)',
    '',
    resumeTests,
    'is kept once',
  ),
  inDoor(
    'new fence of a resumed call',
    'resume',
    'SET fence = t.fence + 1, worker_id',
    'SET worker_id',
    resumeTests,
    'is asked about by another',
  ),
  inDoor(
    'only a lease that has passed is resumed',
    'resume',
    'AND t.lease_until <= v_now AND queue.resumable',
    'AND queue.resumable',
    resumeTests,
    'is let go at once',
  ),
  inDoor(
    'lock of a call to be resumed',
    'resume',
    '    FOR NO KEY UPDATE OF t SKIP LOCKED) d;',
    '    ) d;',
    resumeTests,
    'goes to one of many',
  ),
  inDoor(
    'call deadline of a resumed call',
    'resumable',
    'AND p_attempt.call_deadline_at > p_now AND',
    'AND',
    resumeTests,
    'becomes unknown when its time is over',
  ),
  inDoor(
    'bound of resumes',
    'resumable',
    ' AND p_attempt.resumes < 20',
    '',
    resumeTests,
    'twenty times',
  ),
  inDoor(
    'sealed key of a resumed call',
    'resume',
    ' AND k.sealed IS NOT NULL AND k.verification_tag IS NOT NULL',
    '',
    resumeTests,
    'whose key was destroyed',
  ),
  inDoor(
    'sweep leaves calls that can be resumed',
    'sweep',
    '(t.lease_until <= v_now AND NOT queue.resumable(a, t.deadline_at, v_now))',
    't.lease_until <= v_now',
    [`${tasks}/internal/state-table.test.ts`, ...resumeTests],
    'is resumed past the deadline',
  ),
  inDoor(
    'only its own worker lets go of a job',
    'hand-over',
    ' AND t.worker_id = p_worker',
    '',
    resumeTests,
    'is let go at once',
  ),
  inDoor(
    'first word about an unknown stands',
    'resolve-unknown',
    ` AND a.resolution IS NULL`,
    '',
    reconcileTests,
    'keeps the first word',
  ),
  inDoor(
    'credits of what was not billed come back',
    'resolve-unknown',
    'IF NOT p_billed THEN',
    'IF false THEN',
    reconcileTests,
    'was not billed',
  ),
  inDoor(
    'no loss for what was not billed',
    'resolve-unknown',
    'loss_due = a.loss_due AND p_billed',
    'loss_due = a.loss_due',
    resumeTests,
    'is not paid while',
  ),
  inDoor(
    'loss waits while the vendor can tell',
    'pay-loss',
    `CASE WHEN a.job_ref IS NULL THEN interval '0' ELSE interval '1 hour' END`,
    `interval '0'`,
    resumeTests,
    'is not paid while',
  ),
  inDoor(
    'balance read while a call runs',
    'note-quiet',
    `CASE a.state WHEN 'dispatched' THEN true`,
    `CASE a.state WHEN 'dispatched' THEN false`,
    reconcileTests,
    'are no readings while',
  ),
  inDoor(
    'balance read before the deadline of an unknown',
    'note-quiet',
    `WHEN 'unknown' THEN a.call_deadline_at + interval '1 minute' >= p_read_at`,
    `WHEN 'unknown' THEN false`,
    reconcileTests,
    'are no readings while',
  ),
  inDoor(
    'declared balances are not compared',
    'note-quiet',
    ' AND NOT u.balance_declared',
    '',
    reconcileTests,
    'that the owner declared',
  ),
  inDoor(
    'whole length of a request window',
    '05-in-window',
    '[1 : 13 - queue',
    '[1 : 7 - queue',
    [`${tasks}/owner-limits.test.ts`],
    'holds for any',
  ),
  inDoor(
    'lease at the dispatch',
    'dispatch-set',
    'AND t.worker_id = p_worker AND t.lease_until > v_now) c;',
    'AND t.worker_id = p_worker) c;',
    dispatchTests,
  ),
  inDoor(
    'kill switch at the dispatch',
    'dispatch-set',
    `WHEN v_stopped THEN 'DISPATCH_STOPPED'`,
    `WHEN false THEN 'DISPATCH_STOPPED'`,
    dispatchTests,
  ),
  inDoor(
    'pause at the dispatch',
    'dispatch-set',
    `WHEN r.status <> 'active' OR r.deleted_at`,
    'WHEN r.deleted_at',
    [`${tasks}/reservations.test.ts`],
    'is stopped by',
  ),
  inDoor(
    'replaced key at the dispatch',
    'dispatch-set',
    `WHEN k.state <> 'active' THEN`,
    'WHEN false THEN',
    [`${tasks}/reservations.test.ts`],
    'is stopped by',
  ),
  {
    guard: 'queue: a balance that several explanations fit tells nothing',
    edits: [
      {
        file: `${tasks}/internal/judge-interval.ts`,
        find: 'return free === billed ? []',
        replace: 'return !free && !billed ? []',
      },
    ],
    tests: [`${tasks}/internal/judge-interval.test.ts`],
  },
  {
    guard: 'queue: what another goes on with is not reported',
    edits: [
      {
        file: 'apps/worker/src/dispatch/create-dispatcher.ts',
        find: 'return underway.handed ? undefined : reporter.report(call, result)',
        replace: 'return reporter.report(call, result)',
      },
    ],
    tests: ['apps/worker/src/dispatch/resume.test.ts'],
    named: 'lets go of its jobs',
  },
  {
    guard: 'queue: hash of a picture that a call takes',
    edits: [
      {
        file: 'apps/worker/src/attempt/read-inputs.ts',
        find: `if (sha256 !== undefined && createHash`,
        replace: `if (sha256 === '' && createHash`,
      },
    ],
    tests: ['apps/worker/src/attempt/read-inputs.test.ts'],
  },
]
