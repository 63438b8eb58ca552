import { Secret } from '@aetherflow/crypto/secret'
import { creditsE4 } from '../image/credits-e4.ts'
import type { ImageUpstream, UpstreamErrorCode } from '../image/image-upstream.ts'
import type { ImageUpstreamSetup, UpstreamFault } from '../image/contract/setup.ts'

const simulatedFault = {
  'server-error': 'server-error',
  'rate-limited': 'rate-limited',
  'cut-before-answer': 'drop-after-billing',
  'cut-in-answer': 'truncated',
  silence: 'hang',
  'page-instead-of-image': 'html',
  'job-never-ends': 'job-stuck',
} as const satisfies Record<UpstreamFault, string>

const simulatorOptions = {
  port: 0,
  host: '127.0.0.1',
  sandboxSecret: 'a-secret-of-at-least-32-characters',
  sandboxMerchant: 'aetherflow',
  pictures: 'quick',
  rateLimit: false,
} as const

/** What the setup needs of a simulator; the test brings it, for nothing else may reach outside the walls. */
type SimulatorHands = {
  url: string
  upstreamUrl(id: string): string
  setScenario(
    key: string,
    scenario: { fault: (typeof simulatedFault)[UpstreamFault]; times: number },
  ): void
  bill(): { correlationId: string | null; outcome: string; credits: number }[]
  close(): Promise<void>
}

type Simulated = {
  /** `startSimulator` of the simulator's package. */
  start(options: typeof simulatorOptions): Promise<SimulatorHands>
  create(baseUrl: string): ImageUpstream
  offers: ImageUpstreamSetup['offers']
  /** What becomes of a Chinese prompt. */
  foreign: 'taken' | UpstreamErrorCode
  codes?: Partial<Record<'moderated' | 'filtered', UpstreamErrorCode>>
  forgedJobs?: readonly string[]
}

/** A vendor's adapter against its simulated vendor: all that differs between vendors is given. */
export async function simulatedSetup(vendor: Simulated): Promise<ImageUpstreamSetup> {
  const simulator = await vendor.start(simulatorOptions)
  let keys = 0
  const { id } = vendor.create(simulator.url)
  return {
    create: vendor.create,
    address: simulator.upstreamUrl(id),
    newKey: (account) => new Secret(`sk-sim-shared-${account}-${(keys += 1)}`),
    revokedKey: new Secret('sk-sim-revoked-contract'),
    brokeKey: new Secret('sk-sim-broke-contract'),
    prompts: {
      good: 'a lighthouse over a calm sea at dawn',
      moderated: 'something forbidden',
      filtered: 'something filtered',
      foreign: '黎明时分的灯塔',
    },
    codes: {
      moderated: 'PROMPT_REFUSED',
      filtered: 'OUTPUT_FILTERED',
      ...vendor.codes,
      foreign: vendor.foreign === 'taken' ? null : vendor.foreign,
    },
    offers: vendor.offers,
    forgedJobs: vendor.forgedJobs ?? [],
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
}
