import { startSimulator } from '@aetherflow/simulator/start-simulator'
import { describeImageUpstream } from '../contract.ts'
import { simulatedSetup } from '../../testing/simulated-setup.ts'
import { createStability } from './create-stability.ts'

describeImageUpstream('Stability AI, simulated', () =>
  simulatedSetup({
    start: startSimulator,
    create: (baseUrl) => createStability({ baseUrl }),
    offers: { balance: true, account: true },
    foreign: 'LANGUAGE_UNSUPPORTED',
    forgedJobs: ['0123456789abcde', `${'a'.repeat(64)}/..`, `${'a'.repeat(64)}?key=1`],
  }),
)
