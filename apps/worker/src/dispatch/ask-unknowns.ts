import type { JobCall } from '@aetherflow/api/tasks/worker-schemas'
import { type KeyRing, keyIdsOf } from '@aetherflow/crypto/key-ring'
import type {
  GenerateOutcome,
  ImageUpstream,
  UpstreamErrorCode,
} from '@aetherflow/integrations/image/image-upstream'
import type { Logger } from 'pino'
import { openEnvelope } from '../attempt/open-envelope.ts'
import type { WorkerCaller } from '../worker-caller.ts'
import { believableCost } from './believable-cost.ts'

export type AskPorts = {
  caller: Pick<WorkerCaller, 'tasks'>
  ring: KeyRing
  upstreams: ReadonlyMap<string, ImageUpstream>
  log: Logger
}

const batch = 10
const askForMs = 15_000

// A job that ended without an image. What a refusal to be asked would say (key, rate, no such job) is not among them.
const endedUnbilled: readonly UpstreamErrorCode[] = [
  'BAD_REQUEST',
  'PROMPT_REFUSED',
  'LANGUAGE_UNSUPPORTED',
  'PUBLIC_FIGURE',
  'PAYLOAD_TOO_LARGE',
  'UPSTREAM_ERROR',
]

const endedBilled: readonly UpstreamErrorCode[] = ['OUTPUT_FILTERED', 'OUTPUT_TOO_LARGE']

/** Asks vendors what became of jobs that we gave up as unknown; whoever paid for nothing gets it back. */
export async function askUnknowns(ports: AskPorts): Promise<{ more: boolean }> {
  const vaultKeyIds = keyIdsOf(ports.ring)
  const { calls } = await ports.caller.tasks.claimUnknowns({ limit: batch, vaultKeyIds })
  await Promise.all(calls.map((call) => ask(ports, call)))
  return { more: calls.length === batch }
}

async function ask({ caller, ring, upstreams, log }: AskPorts, call: JobCall): Promise<void> {
  const { attemptId, job, modelId } = call
  const upstream = upstreams.get(call.upstream)
  const key = await openEnvelope(ring, call.envelope).catch(() => null)
  if (key === null || upstream === undefined || upstream.resume === null) return
  const told = readJob(
    await upstream.resume({ key, model: modelId, job, attemptId, timeoutMs: askForMs }),
  )
  if (told === null) return
  const { resolved } = await caller.tasks.resolveUnknown({ attemptId, ...told })
  if (resolved) log.info({ attemptId, billed: told.billed }, 'unknown outcome resolved by its job')
}

function readJob(outcome: GenerateOutcome): { billed: boolean; billedE4: bigint | null } | null {
  if (outcome.kind === 'image') return { billed: true, billedE4: believableCost(outcome.costE4) }
  if (outcome.kind === 'unknown') return null
  if (endedBilled.includes(outcome.code)) return { billed: true, billedE4: null }
  return endedUnbilled.includes(outcome.code) ? { billed: false, billedE4: null } : null
}
