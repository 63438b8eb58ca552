import type { Secret } from '@aetherflow/crypto/secret'
import { z } from 'zod'
import { createHttpClient } from '../../http/create-http-client.ts'
import type { DownloadResult } from '../../http/download-result.ts'
import { timeLeft } from '../../http/time-left.ts'
import { type JobAnswer } from '../follow-job.ts'
import { downloadOutcome, invalidAnswer, seedOf } from '../image-outcome.ts'
import type { CallOptions, GenerateCall, GenerateOutcome } from '../image-upstream.ts'
import { readJson } from '../read-json.ts'
import { pollJob } from '../run-job.ts'
import { bflDialect } from './bfl-dialect.ts'
import { bflHost, type BflJob } from './bfl-job.ts'

const pollSchema = z.object({
  id: z.string().max(200).optional(),
  status: z.string().max(64),
  result: z.object({ sample: z.unknown().optional(), seed: z.unknown().optional() }).nullish(),
})

/** What ends a job without a picture; neither refusal of content is charged (help.bfl.ai, article 2916279050). */
const ends: Readonly<Record<string, 'PROMPT_REFUSED' | 'OUTPUT_FILTERED' | 'UPSTREAM_ERROR'>> = {
  'Request Moderated': 'PROMPT_REFUSED',
  'Content Moderated': 'OUTPUT_FILTERED',
  Error: 'UPSTREAM_ERROR',
  Failed: 'UPSTREAM_ERROR',
}

export type Asked = {
  job: BflJob
  key: Secret
  /** What was asked for; null for a job of another process. */
  format: GenerateCall['outputFormat'] | null
}

/** Asks once about a job, at the place that the vendor gave for it, and fetches the picture when it is there. */
export async function askAboutJob(
  download: DownloadResult,
  { job, key, format }: Asked,
  options: CallOptions,
): Promise<JobAnswer> {
  const left = timeLeft(options.timeoutMs)
  const client = createHttpClient({ baseAddress: job.origin, allowedHosts: [bflHost, '.bfl.ai'] })
  const question = {
    path: job.path,
    query: { id: job.id },
    credential: { header: 'x-key', scheme: null, key },
    dialect: bflDialect,
  } as const
  const poll = await pollJob(client, question, { ...options, timeoutMs: left() })
  if ('asked' in poll) return poll.asked
  const said = readJson(poll.answer.body, pollSchema)
  if (said === null) return { kind: 'running' }
  // An answer about another job says nothing about this one.
  if (said.id !== undefined && said.id !== job.id) return { kind: 'missing' }
  if (said.status === 'Task not found') return { kind: 'missing' }
  const code = Object.hasOwn(ends, said.status) ? ends[said.status] : undefined
  if (code !== undefined) return ended({ kind: 'refused', code, upstreamRequestId: job.id })
  if (said.status !== 'Ready') return { kind: 'running' }
  const { sample, seed } = said.result ?? {}
  if (sample === undefined) return ended(invalidAnswer(job.id, 'ready without a result'))
  const fetched = await download(sample, { timeoutMs: left(), signal: options.signal })
  // The picture is there: a new question gives a new address.
  if (fetched.kind === 'unknown') return { kind: 'running' }
  const facts = { format, seed: seedOf(seed), requestId: job.id, costE4: job.costE4 }
  return ended(downloadOutcome(fetched, facts))
}

function ended(outcome: GenerateOutcome): JobAnswer {
  return { kind: 'ended', outcome }
}
