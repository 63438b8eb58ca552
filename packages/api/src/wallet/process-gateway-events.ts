import type { Statement } from '@aetherflow/db/sql'
import type { WorkerCtx } from '../context.ts'
import { fiveAtATime } from './internal/five-at-a-time.ts'
import { followEvent, type TakenEvent } from './internal/follow-event.ts'
import type { Batch } from './schemas.ts'

// SQL because of SKIP LOCKED. Each taking doubles the wait counted from the arrival (0, 1, 3, 7 … seconds), which
// is the pause after a gateway that did not answer and the lease of a worker that died. The reconciler has the rest.
const take: Statement = {
  name: 'gateway_events_take',
  text: `UPDATE gateway_events SET attempts = attempts + 1
         WHERE id IN (SELECT id FROM gateway_events
                      WHERE processed_at IS NULL AND attempts < 12
                        AND received_at + make_interval(secs => 2 ^ attempts - 1) <= clock_now()
                      ORDER BY received_at LIMIT $1 FOR UPDATE SKIP LOCKED)
         RETURNING id, gateway, order_id AS "orderId", kind, payload, attempts = 12 AS "isLastTry"`,
}
const finish: Statement = {
  name: 'gateway_events_finish',
  text: `UPDATE gateway_events SET processed_at = clock_now(), outcome = $2 WHERE id = $1 AND processed_at IS NULL`,
}

/** Follows up what gateways told us, by asking them; an event whose gateway does not answer is tried again later. */
export async function processGatewayEvents(
  ctx: WorkerCtx,
  input: { limit: number },
): Promise<Batch> {
  const { deps } = ctx
  const events = await deps.sql.query<TakenEvent>(take, [input.limit])
  await fiveAtATime(events, async (event) => {
    const outcome = await followEvent(deps, event)
    deps.counters.gatewayEvents.inc({ gateway: event.gateway, outcome })
    if (outcome !== 'unreachable' && outcome !== 'unmatched')
      await deps.sql.query(finish, [event.id, outcome])
  })
  return { processed: events.length, more: events.length === input.limit }
}
