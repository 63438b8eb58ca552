import { startSimulator } from '@aetherflow/simulator/start-simulator'
import { describeImageUpstream } from '../contract.ts'
import { simulatedSetup } from '../../testing/simulated-setup.ts'
import { createReplicate } from './create-replicate.ts'

describeImageUpstream('Replicate, simulated', () =>
  simulatedSetup({
    start: startSimulator,
    create: (baseUrl) => createReplicate({ baseUrl }),
    offers: { balance: false, account: true },
    foreign: 'taken',
    forgedJobs: ['ufawqhfynnddngldkgtslldrkq/cancel', 'UFAWQHFYNNDDNGLDKGTSLLDRKQ'],
  }),
)
