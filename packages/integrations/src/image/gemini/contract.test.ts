import { startSimulator } from '@aetherflow/simulator/start-simulator'
import { simulatedSetup } from '../../testing/simulated-setup.ts'
import { describeImageUpstream } from '../contract.ts'
import { createGemini } from './create-gemini.ts'

describeImageUpstream('Gemini, simulated', () =>
  simulatedSetup({
    start: startSimulator,
    create: (baseUrl) => createGemini({ baseUrl }),
    offers: { balance: false, account: false },
    foreign: 'taken',
  }),
)
