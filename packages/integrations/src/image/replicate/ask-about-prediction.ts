import type { Secret } from '@aetherflow/crypto/secret'
import { z } from 'zod'
import { bearer, type HttpClient } from '../../http/create-http-client.ts'
import type { DownloadResult } from '../../http/download-result.ts'
import { redactDetail } from '../../http/redact-detail.ts'
import { timeLeft } from '../../http/time-left.ts'
import type { JobAnswer } from '../follow-job.ts'
import { downloadOutcome, invalidAnswer, seedOf } from '../image-outcome.ts'
import type { CallOptions, GenerateCall, GenerateOutcome } from '../image-upstream.ts'
import { readJson } from '../read-json.ts'
import { pollJob } from '../run-job.ts'
import { failureCode, replicateDialect } from './replicate-dialect.ts'

/** Ids are 26 characters of base 32; they go into a path. */
export const predictionPattern = /^[a-z0-9]{16,64}$/

const address = z.string().max(4000)
const predictionSchema = z.object({
  id: z.string().max(200),
  status: z.string().max(32),
  input: z.object({ seed: z.unknown().optional() }).nullish(),
  output: z.union([address, z.array(address).max(16)]).nullish(),
  error: z.string().max(20_000).nullish(),
  metrics: z.object({ predict_time: z.number().nullish() }).nullish(),
})
type Prediction = z.infer<typeof predictionSchema>

export type Asked = {
  id: string
  key: Secret
  format: GenerateCall['outputFormat'] | null
}

/** Asks once about a prediction, at the fixed host, and fetches its picture when it has succeeded. */
export async function askAboutPrediction(
  { client, download }: { client: HttpClient; download: DownloadResult },
  { id, key, format }: Asked,
  options: CallOptions,
): Promise<JobAnswer> {
  const left = timeLeft(options.timeoutMs)
  const question = {
    path: `/v1/predictions/${id}`,
    credential: bearer(key),
    dialect: replicateDialect,
  }
  const poll = await pollJob(client, question, { ...options, timeoutMs: left() })
  if ('asked' in poll) return poll.asked
  const prediction = readJson(poll.answer.body, predictionSchema)
  if (prediction === null) return { kind: 'running' }
  // An answer about another prediction says nothing about this one.
  if (prediction.id !== id) return { kind: 'missing' }
  const end = endOf(prediction, key)
  if (end !== null) return { kind: 'ended', outcome: end }
  if (prediction.status !== 'succeeded') return { kind: 'running' }
  const [output, ...others] = [prediction.output ?? []].flat()
  if (output === undefined || others.length > 0)
    return ended(invalidAnswer(id, 'output: not one picture'))
  const fetched = await download(output, { timeoutMs: left(), signal: options.signal })
  if (fetched.kind === 'unknown') return { kind: 'running' }
  const facts = { format, seed: seedOf(prediction.input?.seed), requestId: id, costE4: null }
  return ended(downloadOutcome(fetched, facts))
}

/** How a prediction ends without a picture; null for one that has not. */
function endOf({ id, status, error, metrics }: Prediction, key: Secret): GenerateOutcome | null {
  if (status === 'failed') {
    const code = failureCode(error ?? '', (metrics?.predict_time ?? 0) > 0)
    const detail = redactDetail(error ?? 'failed', key)
    return { kind: 'refused', code, upstreamRequestId: id, detail }
  }
  // Somebody cancelled it at the vendor's desk, or the vendor gave it up.
  if (status === 'canceled' || status === 'aborted')
    return { kind: 'refused', code: 'UPSTREAM_ERROR', upstreamRequestId: id, detail: status }
  return null
}

function ended(outcome: GenerateOutcome): JobAnswer {
  return { kind: 'ended', outcome }
}
