import { startSimulator } from '@aetherflow/simulator/start-simulator'
import { describeImageUpstream } from '../contract.ts'
import { simulatedSetup } from '../../testing/simulated-setup.ts'
import { createBfl } from './create-bfl.ts'

describeImageUpstream('Black Forest Labs, simulated', () =>
  simulatedSetup({
    start: startSimulator,
    create: (baseUrl) => createBfl({ baseUrl }),
    offers: { balance: true, account: false },
    foreign: 'taken',
    forgedJobs: [
      '{"id":"a1b2c3d4-0000","url":"https://evil.example/v1/get_result?id=a1b2c3d4-0000","costE4":null}',
      '{"id":"a1b2c3d4-0000","url":"http://127.0.0.1:1/v1/get_result?id=a1b2c3d4-0000","costE4":null}',
    ],
  }),
)
