import type { Secret } from '@aetherflow/crypto/secret'
import { type AttemptCall, type AttemptPorts, type AttemptResult, notSent } from './attempt-call.ts'
import { isVaultKeyMissing } from '../vault/is-vault-key-missing.ts'
import { finishAttempt } from './finish-attempt.ts'
import { type InputPictures, readInputs } from './read-inputs.ts'
import { toGenerateCall } from './to-generate-call.ts'

/**
 * One attempt from the sealed key to the stored picture: open key → read pictures → commit the intent → call, with the
 * job's name committed as soon as there is one → store → read back.
 * No rule of the business is in here: what a failure means is decided where it is reported.
 */
export async function executeAttempt(
  ports: AttemptPorts,
  call: AttemptCall,
): Promise<AttemptResult> {
  const { upstream, storage, signal } = ports
  let key: Secret
  try {
    key = await ports.openKey()
  } catch (error) {
    return isVaultKeyMissing(error) ? { kind: 'not-openable' } : notSent('CREDENTIAL_UNREADABLE')
  }
  let inputs: InputPictures | null
  try {
    const model = upstream.models.find(({ id }) => id === call.modelId)
    inputs = await readInputs(storage, model, call.inputs)
  } catch {
    return notSent('WORKER_ERROR')
  }
  if (inputs === null) return notSent('PICTURE_GONE')
  if (!(await ports.dispatch())) return { kind: 'withdrawn' }
  const startedAt = performance.now()
  const outcome = await upstream.generate({
    ...toGenerateCall(key, call, inputs),
    onJob: (job) => ports.recordJob(job),
    ...(signal === undefined ? {} : { signal }),
  })
  return finishAttempt(ports, call, outcome, Math.round(performance.now() - startedAt))
}
