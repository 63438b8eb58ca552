import { afterAll, beforeAll, expect, it } from 'vitest'
import { expectWholeBillMatched } from '../../processes/expect-sound.ts'
import { expectLedgerHolds } from '../buyer.ts'
import { chosenSeeds } from '../chosen-seeds.ts'
import { seededRandom } from '../seeded-random.ts'
import { expectEveryAttemptSound } from './expect-attempts.ts'
import { openScene, type Scene } from './scene.ts'

const steps = 40

let scene: Scene
beforeAll(async () => {
  scene = await openScene()
})
afterAll(() => scene.close())

it.each(chosenSeeds())(
  'seed %d: workers killed, stopped, cut off and replaced: every task ends, every bill is matched',
  async (seed) => {
    const random = seededRandom(seed)
    await scene.begin()
    for (let step = 0; step < steps; step += 1) await scene.act(random)
    await scene.calmDown()
    console.log(`seed ${seed}: ${scene.done()}`)
    await expectEveryAttemptSound(scene.world, [...scene.tasks.values()].flat())
    await expectWholeBillMatched(scene.world)
    await expectLedgerHolds(scene.world)
  },
  900_000,
)

it('had something to judge', () => {
  expect([...scene.tasks.values()].flat().length).toBeGreaterThan(0)
})
