import type { ExplainedAttempt, Explanation } from '@aetherflow/api/tasks/explain-task'

const credits = (hundredths: bigint) => (Number(hundredths) / 100).toFixed(2)
const seconds = (ms: number) => `${(ms / 1_000).toFixed(1)} s`
const percent = (share: number) => `${(share * 100).toFixed(1)} %`

const deciders = {
  price: 'its price made the difference',
  success: 'its success made the difference',
  speed: 'its speed made the difference',
  load: 'it scored the same as the next and had less to do',
  lot: 'it was as good as the next, and its lot came up',
  only: 'nobody else could take it',
  next: 'those before it had just been taken or refused at the lock',
} as const

const waits: Readonly<Record<string, string>> = {
  NO_CANDIDATE: 'nobody can take it at its ceiling now',
  RATE_LIMITED: 'the vendor asks for a pause',
  BREAKER_OPEN: 'who could take it rests after failures',
  RESOURCE_BUSY: 'who could take it is busy',
  ACCOUNT_BUSY: 'the vendor account of who could take it is busy',
  MINUTE_LIMIT: 'who could take it has had what it allows per minute',
  WINDOW_LIMIT: "the vendor's rate limit is reached",
}

/** A task's routing in words, line by line. */
export function explanationLines({ task, attempts, times }: Explanation): string[] {
  const paid = task.ownKey ? "its owner's own key" : `preference ${task.preference}`
  const lines = [`Task ${task.id}: ${task.modelId}, ${task.status}, ${paid}`]
  lines.push(`  submitted ${task.createdAt.toISOString()}`)
  if (task.errorCode !== null) lines.push(`  last error ${task.errorCode}`)
  if (task.status === 'pending')
    lines.push(`  waiting${task.waitsFor === null ? ' for its turn' : `: ${waitWords(task)}`}`)
  if (task.lowMs !== null && task.highMs !== null && task.shownAt !== null)
    lines.push(
      `  shown ${task.shownAt.toISOString()}: ${seconds(task.lowMs)} to ${seconds(task.highMs)} more`,
    )
  if (attempts.length === 0)
    lines.push(
      task.status === 'pending'
        ? '  not given to anybody yet'
        : `  ${task.status} before it was given to anybody`,
    )
  for (const attempt of attempts) lines.push('', ...attemptLines(attempt))
  if (times !== null) lines.push('', timesLine(task.modelId, times))
  return lines
}

/** The code stays beside the words: logs and metrics count by it. */
function waitWords({ waitsFor, ownKey }: Explanation['task']): string {
  const code = waitsFor ?? ''
  const words =
    code === 'NO_CANDIDATE' && ownKey ? "its owner's own key cannot take it now" : waits[code]
  return words === undefined ? code : `${words} (${code})`
}

function attemptLines(attempt: ExplainedAttempt): string[] {
  const { number, state, errorCode, latencyMs, resourceId, claimedAt, kept, policyVersion } =
    attempt
  const outcome = [state, errorCode, latencyMs === null ? null : seconds(latencyMs)]
  const lines = [
    `Attempt ${number}, ${claimedAt.toISOString()}: resource ${resourceId}`,
    `  ${outcome.filter((part) => part !== null).join(', ')}`,
  ]
  if (kept === null) return [...lines, '  no decision was kept']
  const { candidates, chosen, excluded } = kept.full ?? kept.first
  const able = kept.full === null ? '' : `${kept.full.able} could take it; `
  lines.push(`  ${able}policy ${policyVersion ?? 0}; best first:`)
  const refused = new Map(excluded.map(({ resource, reason }) => [resource, reason]))
  for (const { resource, price, score, features } of candidates) {
    const mark = resource === chosen ? '→' : ' '
    const refusal = refused.get(resource)
    lines.push(
      `  ${mark} ${resource}  ${credits(price)} credits, success ${percent(features.success)}, ` +
        `typically ${seconds(features.latencyMs)}, score ${score.toFixed(6)}` +
        (refusal === undefined ? '' : `, refused at the lock: ${refusal}`),
    )
  }
  if (attempt.decidedBy !== null) lines.push(`  chosen: ${deciders[attempt.decidedBy]}`)
  const reasons = kept.full?.reasons ?? []
  if (reasons.length > 0)
    lines.push(`  others: ${reasons.map(({ reason, count }) => `${count} × ${reason}`).join(', ')}`)
  return [...lines, ...replayLines(attempt)]
}

function replayLines({ replay, kept }: ExplainedAttempt): string[] {
  if (replay === null) return []
  if (!replay.same) return ['  replay: DIFFERS', ...replay.differences.map((line) => `    ${line}`)]
  return [`  replay: the same choice${kept?.full === null ? ' (from what policy 1 kept)' : ''}`]
}

function timesLine(
  modelId: string,
  { inside, early, late }: NonNullable<Explanation['times']>,
): string {
  const all = Number(inside + early + late)
  if (all === 0) return `Times shown for ${modelId}: none judged yet`
  return (
    `Times shown for ${modelId}: ${percent(Number(inside) / all)} of ${all} came inside, ` +
    `${early} sooner, ${late} later`
  )
}
