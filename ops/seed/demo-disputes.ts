import { demoId } from './demo-id.ts'
import type { DemoCaller } from './demo-people.ts'
import { firstDelivered } from './demo-runs.ts'
import type { complaints } from './demo-scene.ts'

type Complaint = (typeof complaints)[number]
type Sides = { consumer: DemoCaller; admin: DemoCaller }

/** The consumer complains about the first image of a run; where the scene says so, an admin decides. */
export async function complain(
  { consumer, admin }: Sides,
  { run, type, description, ruling }: Complaint,
  runId: string,
): Promise<void> {
  const taskId = await firstDelivered(consumer, runId)
  const clientId = demoId(`dispute/${run}`)
  const dispute = await consumer.disputes.open({ clientId, taskId, type, description })
  if (ruling === null || dispute.stage !== 'under_review') return
  await admin.admin.decideDispute({
    clientId: demoId(`ruling/${run}`),
    disputeId: dispute.id,
    ...ruling,
  })
}
