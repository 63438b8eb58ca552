import { creditHundredths } from '@aetherflow/db/quantities'
import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { addCredits, addUser } from '../../testing/arrange.ts'
import { addResource, core, forgetViews, submitTasks } from '../testing/arrange-tasks.ts'
import { queueMarket } from '../testing/queue-market.ts'
import { exclusionOf, waitOf } from './exclusion-of.ts'
import { priceOf } from './price-of.ts'
import { routingView } from './routing-view.ts'
import type { RoutingTask } from './routing-types.ts'

const queue = queueMarket()

/** What can be the matter with a resource, the SQL that makes it so, and the reason it must be told with. */
const matters: Readonly<Record<string, readonly [string, string]>> = {
  RESOURCE_NOT_ACTIVE: [
    `UPDATE resources SET status = 'paused' WHERE id = $1`,
    'RESOURCE_NOT_ACTIVE',
  ],
  NO_CREDENTIAL: [
    `UPDATE credentials SET state = 'retired' WHERE resource_id = $1`,
    'NO_CREDENTIAL',
  ],
  MODEL_NOT_OFFERED: [
    `UPDATE resources SET model_ids = '{stability:ultra}' WHERE id = $1`,
    'MODEL_NOT_OFFERED',
  ],
  CLOSED_HOURS: [
    `UPDATE resources SET hours_mask = 16777215 & ~(1 << date_part('hour', clock_now() AT TIME ZONE 'UTC')::integer) WHERE id = $1`,
    'CLOSED_HOURS',
  ],
  OVER_CEILING: [`UPDATE resources SET price_e4 = 60000 WHERE id = $1`, 'OVER_CEILING'],
  DAY_LIMIT: [
    `UPDATE resource_counters SET day = (clock_now() AT TIME ZONE 'UTC')::date, day_used_e4 = 99990000 WHERE resource_id = $1`,
    'DAY_LIMIT',
  ],
  MONTH_LIMIT: [
    `UPDATE resource_counters SET month = date_trunc('month', clock_now() AT TIME ZONE 'UTC')::date,
       month_used_e4 = (SELECT monthly_limit_e4 FROM resources WHERE id = $1) WHERE resource_id = $1`,
    'MONTH_LIMIT',
  ],
  UPSTREAM_CREDITS: [
    `UPDATE resources SET floor_balance_e4 = 99980000 WHERE id = $1`,
    'UPSTREAM_CREDITS',
  ],
  RATE_LIMITED: [
    `UPDATE upstream_accounts SET locked_until = clock_now() + interval '1 minute'
      WHERE id = (SELECT upstream_account_id FROM resources WHERE id = $1)`,
    'RATE_LIMITED',
  ],
  BREAKER_OPEN: [
    `UPDATE resource_counters SET failures = 5, breaker_until = clock_now() + interval '1 minute' WHERE resource_id = $1`,
    'BREAKER_OPEN',
  ],
  RESOURCE_BUSY: [
    `UPDATE resource_counters SET in_flight = 5 WHERE resource_id = $1`,
    'RESOURCE_BUSY',
  ],
  MINUTE_LIMIT: [
    `UPDATE resource_counters SET minute_started_at = queue.window_part(60000, clock_now()), minute_counts = '{6000}' WHERE resource_id = $1`,
    'MINUTE_LIMIT',
  ],
  ACCOUNT_BUSY: [
    `UPDATE upstream_accounts SET in_flight = 50 WHERE id = (SELECT upstream_account_id FROM resources WHERE id = $1)`,
    'ACCOUNT_BUSY',
  ],
  WINDOW_LIMIT: [
    `UPDATE upstream_accounts SET window_started_at = queue.window_part(window_ms, clock_now()), window_counts = ARRAY[window_limit]
      WHERE id = (SELECT upstream_account_id FROM resources WHERE id = $1)`,
    'WINDOW_LIMIT',
  ],
  // What has passed is no matter any more.
  oldMinute: [
    `UPDATE resource_counters SET minute_started_at = queue.window_part(60000, clock_now() - interval '70 seconds'), minute_counts = '{6000}' WHERE resource_id = $1`,
    '',
  ],
  oldDay: [
    `UPDATE resource_counters SET day = (clock_now() AT TIME ZONE 'UTC')::date - 1, day_used_e4 = 99990000 WHERE resource_id = $1`,
    '',
  ],
  probe: [
    `UPDATE resource_counters SET failures = 7, breaker_until = clock_now() - interval '1 second', probe_attempt_id = gen_random_uuid()
      WHERE resource_id = $1`,
    '',
  ],
}

// The door's own answer for one pair, in the order in which queue.choose asks.
const door = `
  SELECT CASE
      WHEN p.refusal IS NOT NULL THEN p.refusal
      WHEN p.breaker IN ('open', 'probing') THEN 'BREAKER_OPEN'
      WHEN p.room <= 0 THEN 'RESOURCE_BUSY' WHEN p.minute_room <= 0 THEN 'MINUTE_LIMIT'
      WHEN p.day_room_e4 < p.cost_e4 THEN 'DAY_LIMIT' WHEN p.month_room_e4 < p.cost_e4 THEN 'MONTH_LIMIT'
      WHEN p.account_room <= 0 THEN 'ACCOUNT_BUSY' WHEN p.window_room <= 0 THEN 'WINDOW_LIMIT'
      WHEN p.account_e4 - p.cost_e4 < p.floor_e4 THEN 'UPSTREAM_CREDITS' END AS reason
  FROM queue.claim_pairs(ARRAY[$1::uuid], $2::jsonb,
    ARRAY(SELECT upstream_account_id FROM resources WHERE id = $3), date_trunc('milliseconds', clock_now())) p`

const kinds = fc.uniqueArray(fc.constantFrom(...Object.keys(matters)), { maxLength: 3 })

it('what the ranking leaves out, the claim would refuse, and the other way round', async () => {
  const owner = await addUser(queue.test, 'provider')
  await addCredits(queue.test, owner, 100)
  const market = fc.sample(kinds, { numRuns: 90, seed: 4 })
  // Each alone as well, so that every reason is met.
  const alone = Object.keys(matters).map((kind) => [kind])
  const resources: { id: string; with: string[] }[] = []
  for (const [at, wrong] of [...alone, ...market].entries()) {
    const resource = await addResource(queue.test, at % 5 === 0 ? { owner } : {})
    for (const kind of wrong) await queue.test.admin.query(matters[kind]?.[0] ?? '', [resource.id])
    resources.push({ id: resource.id, with: wrong })
  }
  const asked = [
    { user: queue.user, ownKey: false },
    { user: owner, ownKey: false },
    { user: owner, ownKey: true },
  ]
  const met = new Set<string>()
  for (const { user, ownKey } of asked) {
    const [submitted] = (await submitTasks(queue.test, user, 1, { ownKey })).tasks
    const taskId = submitted?.taskId ?? randomUUID()
    const failed = resources.find((one) => one.with[0] === 'oldMinute')
    await queue.test.admin.query('UPDATE tasks SET excluded = $2 WHERE id = $1', [
      taskId,
      [failed?.id],
    ])
    forgetViews(queue.test)
    const view = await routingView(queue.test.deps)
    const task: RoutingTask = {
      id: taskId,
      userId: user.id,
      modelId: core,
      upstreamId: 'stability',
      ownKey,
      preference: 'balanced',
      costE4: 30_000n,
      ceiling: creditHundredths(300n),
      excluded: failed === undefined ? [] : [failed.id],
    }
    for (const { id, with: wrong } of resources) {
      const resource = view.resources.find((one) => one.id === id)
      const ours =
        resource === undefined
          ? 'RESOURCE_NOT_ACTIVE'
          : (exclusionOf(task, resource, priceOf(task.costE4, resource.priceE4), view.now) ??
            waitOf(resource, view.now))
      const candidates = JSON.stringify([{ task: taskId, resources: [id] }])
      const { rows } = await queue.test.admin.query(door, [taskId, candidates, id])
      const theirs: string | null = rows[0]?.reason ?? null
      expect([wrong, ownKey, ours === null]).toEqual([wrong, ownKey, theirs === null])
      // With several matters at once either may name another one first; with one they agree on it.
      if (wrong.length <= 1 || ours === null) expect([wrong, ours]).toEqual([wrong, theirs])
      if (ours !== null) met.add(ours)
    }
  }
  for (const [, reason] of Object.values(matters)) if (reason !== '') expect(met).toContain(reason)
  for (const reason of ['OWN_RESOURCE', 'NOT_OWN_RESOURCE', 'FAILED_BEFORE'])
    expect(met).toContain(reason)
})
