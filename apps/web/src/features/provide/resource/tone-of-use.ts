import type { ResourceUses } from '@aetherflow/api/tasks/receipt-schemas'
import type { Tone } from '../../../components/tone.ts'

type State = ResourceUses['uses'][number]['state']

/** How one call of a key ended, or that it has not. */
export function toneOfUse(state: State): Tone {
  switch (state) {
    case 'succeeded':
      return 'ok'
    case 'failed':
      return 'bad'
    case 'unknown':
      return 'warn'
    case 'claimed':
    case 'dispatched':
      return 'info'
    case 'abandoned':
      return 'quiet'
  }
}
