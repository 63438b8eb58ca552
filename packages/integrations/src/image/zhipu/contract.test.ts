import { startSimulator } from '@aetherflow/simulator/start-simulator'
import { simulatedSetup } from '../../testing/simulated-setup.ts'
import { describeImageUpstream } from '../contract.ts'
import { createZhipu } from './create-zhipu.ts'

describeImageUpstream('Zhipu, simulated', () =>
  simulatedSetup({
    start: startSimulator,
    create: (baseUrl) => createZhipu({ baseUrl }),
    offers: { balance: false, account: false },
    foreign: 'taken',
  }),
)
