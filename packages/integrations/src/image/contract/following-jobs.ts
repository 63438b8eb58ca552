import { expect, it } from 'vitest'
import { oddHttpServer } from '../../testing/odd-http-server.ts'
import type { GenerateOutcome, ImageUpstream, PublishedModel } from '../image-upstream.ts'
import { fittingCall, newKey, run } from './fitting-call.ts'
import type { Under } from './setup.ts'

const timeoutMs = 20_000

const forged = [
  '',
  '..',
  '../v1/user/balance',
  '%2e%2e/secrets',
  'a b',
  'job\r\nauthorization: x',
  'x'.repeat(601),
  'http://169.254.169.254/latest/meta-data',
  'https://evil.example/job/0123456789abcdef',
  '//evil.example/0123456789abcdef',
  'file:///etc/passwd',
  '{"id":"../../secrets"}',
  '\u0000',
]

async function resume(
  upstream: ImageUpstream,
  call: Parameters<NonNullable<ImageUpstream['resume']>>[0],
): Promise<GenerateOutcome> {
  if (upstream.resume === null) throw new Error(`${upstream.id} names jobs and cannot resume`)
  return upstream.resume(call)
}

function jobModels({ upstream }: Under): readonly PublishedModel[] {
  return upstream.models.filter(({ callClass }) => callClass === 'job-id')
}

/** Begins a job and dies before anything is asked about it. */
async function begun(under: Under, model: PublishedModel) {
  const key = newKey(under)
  let job = ''
  const call = fittingCall(under, model, {
    key,
    onJob: (named) => {
      job = named
      return Promise.reject(new Error('this process is gone'))
    },
  })
  const { outcome } = await run(under, call)
  return { outcome, job, key, attemptId: call.attemptId, model: model.id, timeoutMs }
}

/** Jobs that are named before they are done: kept, asked for again by somebody else, billed once. */
export function followingJobs(under: Under): void {
  it('can resume exactly when it names jobs', () => {
    expect(under.upstream.resume !== null).toBe(jobModels(under).length > 0)
  })

  it('names a job once, and waits until the name is kept', async () => {
    for (const model of jobModels(under)) {
      const names: string[] = []
      let kept = false
      const call = fittingCall(under, model, {
        onJob: async (job) => {
          names.push(job)
          // Time enough for the simulated vendor to finish: whoever asked would have an answer.
          await new Promise((resolve) => setTimeout(resolve, 300))
          kept = true
        },
      })
      const keptAtEnd = under.upstream.generate(call).then((outcome) => ({ outcome, kept }))
      expect(await keptAtEnd).toMatchObject({ outcome: { kind: 'image' }, kept: true })
      expect(names).toEqual([expect.stringMatching(/^[\x21-\x7e]{1,600}$/)])
      expect(names[0]).not.toContain(call.key.reveal())
    }
  }, 60_000)

  it('gives a job up as unknown when its name cannot be kept', async () => {
    for (const model of jobModels(under))
      expect((await begun(under, model)).outcome).toMatchObject({ kind: 'unknown' })
  }, 60_000)

  it('brings the picture of a job whose process is gone, as often as it is asked, and bills it once', async () => {
    for (const model of jobModels(under)) {
      const { outcome: _lost, ...job } = await begun(under, model)
      const first = await resume(under.setup.create(under.setup.address), job)
      const second = await resume(under.setup.create(under.setup.address), job)
      expect(first, model.id).toMatchObject({ kind: 'image' })
      expect(second).toMatchObject({ kind: 'image' })
      if (first.kind === 'image' && second.kind === 'image')
        expect(Buffer.from(first.bytes).equals(Buffer.from(second.bytes))).toBe(true)
      expect(under.setup.billed(job.attemptId)).toHaveLength(1)
    }
  }, 60_000)
}

/** Jobs that are not ours to have, or never end. */
export function doubtfulJobs(under: Under): void {
  it('gives a job to nobody but the account that began it', async () => {
    const [model] = jobModels(under)
    if (model === undefined) return
    const { outcome: _lost, ...job } = await begun(under, model)
    const stranger = newKey(under)
    const outcome = await resume(under.upstream, { ...job, key: stranger, timeoutMs: 2000 })
    expect(outcome.kind).not.toBe('image')
  })

  it('asks about a job that never ends until the deadline, and says that it does not know', async () => {
    const [model] = jobModels(under)
    if (model === undefined) return
    const key = newKey(under)
    under.setup.fault(key, 'job-never-ends')
    const { outcome } = await run(under, fittingCall(under, model, { key, timeoutMs: 800 }))
    expect(outcome).toEqual({ kind: 'unknown', reason: 'timeout' })
  })

  it('refuses a name that is none of this vendor, without a call', async () => {
    const [model] = jobModels(under)
    if (model === undefined) return
    await using tripwire = await oddHttpServer((response) => response.end('{}'))
    const upstream = under.setup.create(tripwire.url)
    for (const job of [...forged, ...under.setup.forgedJobs]) {
      const call = { key: newKey(under), model: model.id, job, attemptId: 'forged', timeoutMs }
      expect(await resume(upstream, call), JSON.stringify(job)).toMatchObject({
        kind: 'refused',
        code: 'INVALID_ANSWER',
      })
    }
    expect(tripwire.seen).toEqual([])
  })
}
