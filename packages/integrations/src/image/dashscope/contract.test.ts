import { startSimulator } from '@aetherflow/simulator/start-simulator'
import { simulatedSetup } from '../../testing/simulated-setup.ts'
import { describeImageUpstream } from '../contract.ts'
import { createDashscope } from './create-dashscope.ts'

describeImageUpstream('DashScope, simulated', () =>
  simulatedSetup({
    start: startSimulator,
    create: (baseUrl) => createDashscope({ baseUrl }),
    offers: { balance: false, account: false },
    foreign: 'taken',
    // One code for what went in and what came out.
    codes: { filtered: 'PROMPT_REFUSED' },
  }),
)
