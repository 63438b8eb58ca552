import type { BillLine } from '@aetherflow/simulator/bill'
import type { Scenario } from '@aetherflow/simulator/scenario'
import type { World } from './open-world.ts'

/** The vendor's own bill of generation calls. */
export async function readBill({ simulatorUrl }: World): Promise<BillLine[]> {
  const answer = await fetch(`${simulatorUrl}/control/bill`)
  // The simulator is ours and its line has a type: nothing is checked here.
  return ((await answer.json()) as { lines: BillLine[] }).lines
}

/** What goes wrong at the vendor from now on: for one key, or for all with `*`; null ends it. */
export async function plan(
  { simulatorUrl }: World,
  key: string,
  scenario: Scenario | null,
): Promise<void> {
  const answer = await fetch(`${simulatorUrl}/control/scenarios`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ key, scenario }),
  })
  if (!answer.ok) throw new Error(await answer.text())
}
