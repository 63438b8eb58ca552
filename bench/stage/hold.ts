import { randomUUID } from 'node:crypto'
import { creditHundredths } from '@aetherflow/db/quantities'
import type { SubmitInput } from '@aetherflow/ledger/submit'

/** A run of one task with a hold of three credits, straight for the ledger's door. */
export function holdOf(userId: string): SubmitInput {
  return {
    userId,
    runId: randomUUID(),
    clientId: randomUUID(),
    requestHash: '0'.repeat(64),
    prompt: 'a lighthouse at dawn',
    negativePrompt: '',
    params: { aspectRatio: '1:1', outputFormat: 'png' },
    preference: 'balanced',
    ownKey: false,
    tasks: [
      {
        taskId: randomUUID(),
        modelId: 'stability:core',
        ceiling: creditHundredths(300n),
        seed: null,
      },
    ],
  }
}
