import { poolSql } from '@aetherflow/db/sql'
import { settle } from '@aetherflow/ledger/settle'
import {
  addAttempt,
  addResource,
  addRun,
  credits,
  delivered,
} from '@aetherflow/ledger/testing/arrange'
import type { LedgerDatabase } from '@aetherflow/ledger/testing/ledger-database'
import type { TestUser } from '../../testing/contexts.ts'
import type { TestDeps } from '../../testing/test-deps.ts'

/** The ledger's own arrangements on the database of a slice's test. */
function ledgerOf(t: TestDeps): LedgerDatabase {
  const admin = poolSql(t.admin)
  return {
    web: t.deps.sql,
    worker: t.workerDeps.sql,
    admin,
    run: <Row>(text: string, values: readonly unknown[] = []) =>
      admin.query<Row>({ name: '', text }, values),
    setClock: async () => undefined,
    close: async () => undefined,
  }
}

export type DeliveredImages = { runId: string; taskIds: string[]; resourceId: string }

type Images = { resourceId?: string; modelId?: string; count?: number; deliver?: number }

/** A run of images with a ceiling of 3 credits each, of which the first `deliver` cost 2.50 and arrive. */
export async function deliverImages(
  t: TestDeps,
  consumer: TestUser,
  provider: TestUser,
  { modelId = 'stability:core', count = 1, deliver = count, ...given }: Images = {},
): Promise<DeliveredImages> {
  const db = ledgerOf(t)
  const resourceId = given.resourceId ?? (await addResource(db, provider.id))
  const ceilings = Array.from({ length: count }, () => credits(3))
  const taskIds = await addRun(db, consumer.id, { ceilings, modelId })
  for (const taskId of taskIds.slice(0, deliver)) {
    const attempt = await addAttempt(db, taskId, { resourceId, price: credits(2.5) })
    await settle(db.worker, delivered(attempt))
  }
  const [run] = await db.run<{ runId: string }>(
    'SELECT run_id AS "runId" FROM tasks WHERE id = $1',
    [taskIds[0]],
  )
  return { runId: run?.runId ?? '', taskIds, resourceId }
}
