import { startSimulator } from '@aetherflow/simulator/start-simulator'
import { describeImageUpstream } from '../contract.ts'
import { simulatedSetup } from '../../testing/simulated-setup.ts'
import { createFal } from './create-fal.ts'

describeImageUpstream('fal, simulated', () =>
  simulatedSetup({
    start: startSimulator,
    create: (baseUrl) => createFal({ baseUrl }),
    offers: { balance: false, account: false },
    foreign: 'taken',
    forgedJobs: [
      '764cabcf-b745-4b3e-ae38-1200304cf45b/status',
      '764cabcf-b745-4b3e-ae38-1200304cf45',
    ],
  }),
)
