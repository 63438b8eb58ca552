import type { ResourceView } from '@aetherflow/api/gateway/schemas'
import { standingOf } from '../list/status-of-resource.ts'

export const wizardSteps = ['connect', 'price', 'live'] as const
export type WizardStep = (typeof wizardSteps)[number]

/**
 * Where somebody who comes back goes on: the key first, then where the address says, as far as the
 * resource allows. What is live or stopped has left the wizard: null.
 */
export function stepOfResource(
  resource: ResourceView | null,
  asked: string | string[] | undefined,
  now: Date,
): WizardStep | null {
  if (resource === null) return 'connect'
  const standing = standingOf(resource, now)
  if (standing === 'verifying' || standing === 'refused') return 'connect'
  if (standing !== 'notLive') return null
  return asked === 'live' ? 'live' : 'price'
}
