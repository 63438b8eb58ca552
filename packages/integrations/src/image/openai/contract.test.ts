import { startSimulator } from '@aetherflow/simulator/start-simulator'
import { simulatedSetup } from '../../testing/simulated-setup.ts'
import { describeImageUpstream } from '../contract.ts'
import { createOpenai } from './create-openai.ts'

describeImageUpstream('OpenAI, simulated', () =>
  simulatedSetup({
    start: startSimulator,
    create: (baseUrl) => createOpenai({ baseUrl }),
    offers: { balance: false, account: true },
    foreign: 'taken',
  }),
)
