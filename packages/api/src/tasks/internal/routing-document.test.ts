import { creditHundredths } from '@aetherflow/db/quantities'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { tablesOf } from '../testing/document-tables.ts'
import { sampleResource, sampleTask } from '../testing/routing-samples.ts'
import { decisionOf } from './append-decisions.ts'
import { propose } from './propose.ts'
import { rankCandidates } from './rank-candidates.ts'
import { replayDecision } from './replay-decision.ts'
import { reasonCodes } from './routing-market.ts'
import { routingPolicy, routingPolicyVersion } from './routing-policy.ts'
import { speedOf } from './score-of.ts'
import { readDecision } from './stored-decision.ts'

const document = readFileSync(new URL('../../../../../docs/routing.md', import.meta.url), 'utf8')
const [reasons = [], weights = [], offers = [], outcome = []] = tablesOf(document)
const now = new Date('2026-11-22T14:30:00Z')
const model = 'stability:core'
const ada = '00000000-0000-4000-8000-00000000ada0'
const nights = [20, 21, 22, 23, 0, 1, 2, 3, 4, 5].reduce((mask, hour) => mask | (1 << hour), 0)

const number = (row: Record<string, string>, name: string) => Number(row[name])
const market = offers.map((row) =>
  sampleResource({
    id: row['Resource'] ?? '',
    priceE4: BigInt(Math.round(number(row, 'Price') * 10_000)),
    room: number(row, 'Free'),
    concurrencyLimit: number(row, 'Of'),
    ...(row['Besides'] === "Ada's own" ? { ownerId: ada } : {}),
    ...(row['Besides'] === 'open from 20:00 to 06:00' ? { hoursMask: nights } : {}),
    records: new Map([
      [
        model,
        {
          delivered: number(row, 'Delivered'),
          failed: number(row, 'Failed'),
          latencyMs: number(row, 'p50 (ms)'),
          latencyP95: number(row, 'p95 (ms)'),
        },
      ],
    ]),
  }),
)
const task = sampleTask({ id: 'example', userId: ada, ceiling: creditHundredths(330n) })

describe('docs/routing.md', () => {
  it('names every reason, in the order in which they are told', () => {
    expect(reasons.map((row) => row['Reason'])).toEqual(reasonCodes.slice(1))
  })

  it('has the weights of the policy that decides', () => {
    expect(document).toContain(`These numbers are policy ${routingPolicyVersion}.`)
    for (const row of weights) {
      const preference = row['Preference']
      if (preference !== 'cheapest' && preference !== 'balanced' && preference !== 'fastest')
        throw new Error('no such preference')
      expect(routingPolicy.weights[preference]).toEqual({
        price: number(row, 'Price'),
        success: number(row, 'Success'),
        latency: number(row, 'Speed'),
      })
    }
    expect(weights).toHaveLength(3)
  })

  it('tells the example as it is decided', () => {
    const { candidates, excluded } = rankCandidates(task, market, {
      now,
      includeWaiting: false,
      limit: 9,
    })
    const told = [
      ...candidates.map((one, at) => ({
        Place: String(at + 1),
        Resource: one.resourceId,
        Price: (Number(one.price) / 100).toFixed(2),
        Success: one.success.toFixed(4),
        'p50 (ms)': one.latencyMs.toFixed(0),
        'p95 (ms)': one.p95Ms.toFixed(0),
        Speed: speedOf({ p50Ms: one.latencyMs, p95Ms: one.p95Ms }).toFixed(4),
        Score: one.score.toFixed(6),
        Reason: '',
      })),
      ...excluded.map(({ resourceId, reason }) => ({
        ...Object.fromEntries(Object.keys(outcome[0] ?? {}).map((name) => [name, ''])),
        Place: '–',
        Resource: resourceId,
        Reason: reason,
      })),
    ]
    expect(told).toEqual(outcome)
  })

  it('and a replay of what would be kept of it decides the same', () => {
    const models = new Map([[model, { upstreamId: 'stability' }]])
    const { id, ceiling: _, ...peeked } = task
    const proposal = propose(
      { ...peeked, taskId: id, ceiling: creditHundredths(330n), excluded: [] },
      { resources: market, now, models },
    )
    const chosen = outcome[0]?.['Resource'] ?? ''
    const kept = readDecision(JSON.parse(JSON.stringify(decisionOf(proposal, chosen, []))))
    if (kept === null || kept.full === null) throw new Error('not what is kept')
    expect(replayDecision(id, routingPolicyVersion, kept.full)).toEqual({
      same: true,
      chosen,
      differences: [],
    })
  })
})
