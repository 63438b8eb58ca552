import type { ExplainedAttempt, Explanation } from '@aetherflow/api/tasks/explain-task'
import { describe, expect, it } from 'vitest'
import { explanationLines } from './explain-words.ts'

const at = new Date('2026-11-22T14:30:00Z')
const task: Explanation['task'] = {
  id: 'task-1',
  modelId: 'stability:core',
  status: 'pending',
  errorCode: null,
  createdAt: at,
  waitsFor: 'RESOURCE_BUSY',
  preference: 'balanced',
  ownKey: false,
  lowMs: 4_000,
  highMs: 12_000,
  shownAt: at,
}
const attempt: ExplainedAttempt = {
  number: 1,
  state: 'failed',
  errorCode: 'UPSTREAM_ERROR',
  latencyMs: 900,
  resourceId: 'birch',
  claimedAt: at,
  policyVersion: 2,
  kept: {
    full: {
      now: at,
      task: {
        modelId: 'stability:core',
        preference: 'balanced',
        ownKey: false,
        costE4: 30_000n,
        ceiling: 300n,
        failedBefore: [],
      },
      waiting: false,
      proposed: 3,
      able: 2,
      cheapest: 270n,
      candidates: ['amber', 'birch'].map((resource, index) => ({
        resource,
        price: 270n + BigInt(index) * 30n,
        score: 0.9 - index / 10,
        features: { success: 0.95, latencyMs: 8_000, p95Ms: 16_000 },
        facts: {
          priceE4: 9_000n,
          room: 1,
          concurrencyLimit: 2,
          delivered: 0,
          failed: 0,
          p50Ms: 0,
          p95Ms: 0,
        },
      })),
      skipped: [{ resource: 'amber', reason: 'RESOURCE_BUSY' }],
      excluded: [{ resource: 'amber', reason: 'RESOURCE_BUSY' }],
      reasons: [{ reason: 'OVER_CEILING', count: 4 }],
      chosen: 'birch',
    },
  },
  decidedBy: 'next',
  replay: { same: true, chosen: 'birch', differences: [] },
}
const words = (differing: Partial<Explanation['task']>) =>
  explanationLines({ task: { ...task, ...differing }, attempts: [], times: null }).join('\n')
const told = (attempts: ExplainedAttempt[], times: Explanation['times'] = null) =>
  explanationLines({ task, attempts, times }).join('\n')

describe('an explanation in words', () => {
  it('says what a task waits for before anybody was asked', () => {
    const text = told([])
    expect(text).toContain('waiting: who could take it is busy (RESOURCE_BUSY)')
    expect(text).toContain('4.0 s to 12.0 s more')
    expect(text).toContain('not given to anybody yet')
  })

  it.each([
    [{ waitsFor: 'NO_CANDIDATE' }, 'waiting: nobody can take it at its ceiling now (NO_CANDIDATE)'],
    [{ waitsFor: 'NO_CANDIDATE', ownKey: true }, "waiting: its owner's own key cannot take it now"],
    [{ waitsFor: 'DAY_LIMIT' }, 'waiting: DAY_LIMIT'],
    [{ waitsFor: null }, 'waiting for its turn'],
  ])('says in words why it waits: %o', (differing, said) => {
    expect(words(differing)).toContain(said)
  })

  it.each(['cancelled', 'expired'])('says that it was %s before anybody had it', (status) => {
    const text = words({ status, waitsFor: 'NO_CANDIDATE' })
    expect(text).toContain(`  ${status} before it was given to anybody`)
    expect(text).not.toContain('waiting')
    expect(text).not.toContain('yet')
  })

  it('shows the candidates, who was refused at the lock, the choice and the replay', () => {
    expect(told([attempt])).toBe(`Task task-1: stability:core, pending, preference balanced
  submitted 2026-11-22T14:30:00.000Z
  waiting: who could take it is busy (RESOURCE_BUSY)
  shown 2026-11-22T14:30:00.000Z: 4.0 s to 12.0 s more

Attempt 1, 2026-11-22T14:30:00.000Z: resource birch
  failed, UPSTREAM_ERROR, 0.9 s
  2 could take it; policy 2; best first:
    amber  2.70 credits, success 95.0 %, typically 8.0 s, score 0.900000, refused at the lock: RESOURCE_BUSY
  → birch  3.00 credits, success 95.0 %, typically 8.0 s, score 0.800000
  chosen: those before it had just been taken or refused at the lock
  others: 4 × OVER_CEILING
  replay: the same choice`)
  })

  it('names every difference of a replay', () => {
    const differs = { same: false, chosen: 'amber', differences: ['choice: birch kept, amber now'] }
    expect(told([{ ...attempt, replay: differs }])).toContain(
      '  replay: DIFFERS\n    choice: birch kept, amber now',
    )
  })

  it('says where no decision was kept, and how the times shown did', () => {
    const text = told([{ ...attempt, kept: null, decidedBy: null, replay: null }], {
      inside: 8n,
      early: 1n,
      late: 1n,
    })
    expect(text).toContain('no decision was kept')
    expect(text).toContain('80.0 % of 10 came inside, 1 sooner, 1 later')
  })
})
