import type { Secret } from '@aetherflow/crypto/secret'
import { isVaultKeyMissing } from '../vault/is-vault-key-missing.ts'
import type { AttemptJob, AttemptResult, JobPorts } from './attempt-call.ts'
import { finishAttempt } from './finish-attempt.ts'

/**
 * Asks about a job that another process began: nothing is dispatched and nothing is paid again. What cannot be asked
 * stays unknown, because the vendor may have billed it.
 */
export async function resumeAttempt(ports: JobPorts, call: AttemptJob): Promise<AttemptResult> {
  const { upstream, signal } = ports
  const startedAt = performance.now()
  const latencyMs = () => Math.round(performance.now() - startedAt)
  let key: Secret
  try {
    key = await ports.openKey()
  } catch (error) {
    if (isVaultKeyMissing(error)) return { kind: 'not-openable' }
    return { kind: 'unknown', reason: 'connection-lost', latencyMs: latencyMs() }
  }
  if (upstream.resume === null)
    return { kind: 'unknown', reason: 'unreadable-answer', latencyMs: latencyMs() }
  const outcome = await upstream.resume({
    key,
    model: call.modelId,
    job: call.job,
    attemptId: call.attemptId,
    // A job whose time is nearly over is still asked about once.
    timeoutMs: Math.max(call.callLeftMs, 1_000),
    ...(signal === undefined ? {} : { signal }),
  })
  return finishAttempt(ports, call, outcome, latencyMs())
}
