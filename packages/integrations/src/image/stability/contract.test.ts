import { Secret } from '@aetherflow/crypto/secret'
import { startSimulator } from '@aetherflow/simulator/start-simulator'
import type { UpstreamFault } from '../contract.ts'
import { describeImageUpstream } from '../contract.ts'
import { creditsE4 } from '../credits-e4.ts'
import { createStability } from './create-stability.ts'

const simulatedFault = {
  'server-error': 'server-error',
  'rate-limited': 'rate-limited',
  'cut-before-answer': 'drop-after-billing',
  'cut-in-answer': 'truncated',
  silence: 'hang',
  'page-instead-of-image': 'html',
} as const satisfies Record<UpstreamFault, string>

describeImageUpstream('Stability AI, simulated', async () => {
  const simulator = await startSimulator({
    port: 0,
    host: '127.0.0.1',
    sandboxSecret: 'a-secret-of-at-least-32-characters',
    sandboxMerchant: 'aetherflow',
  })
  let keys = 0
  return {
    upstream: createStability({ baseUrl: simulator.stabilityUrl }),
    newKey: (account) => new Secret(`sk-sim-shared-${account}-${(keys += 1)}`),
    revokedKey: new Secret('sk-sim-revoked-contract'),
    brokeKey: new Secret('sk-sim-broke-contract'),
    prompts: {
      good: 'a lighthouse over a calm sea at dawn',
      moderated: 'something forbidden',
      filtered: 'something filtered',
      foreign: '黎明时分的灯塔',
    },
    fault: (key, fault) =>
      simulator.setScenario(key.reveal(), { fault: simulatedFault[fault], times: 1 }),
    billed: (attemptId) =>
      simulator
        .bill()
        .filter((line) => line.correlationId === attemptId && line.outcome === 'billed')
        .map((line) => ({
          creditsE4: creditsE4(String(line.credits)) ?? -1n,
          correlationId: attemptId,
        })),
    close: () => simulator.close(),
  }
})
