import { afterAll, beforeAll, expect, it } from 'vitest'
import { expectLedgerHolds } from '../buyer.ts'
import { openScene, type Scene } from './scene.ts'
import { chosenSeeds } from '../chosen-seeds.ts'
import { seededRandom } from '../seeded-random.ts'

const steps = 30

let scene: Scene
beforeAll(async () => {
  scene = await openScene()
})
afterAll(() => scene.close())

it.each(chosenSeeds())(
  'seed %d: buying, submitting, paying back, with kills and cuts between: the books hold',
  async (seed) => {
    const random = seededRandom(seed)
    await scene.begin()
    for (let step = 0; step < steps; step += 1) await scene.act(random)
    await scene.calmDown()
    console.log(`seed ${seed}: ${scene.done()}`)
    expect(await scene.unpaidOrUncredited()).toEqual([])
    expect(await scene.unfinished()).toEqual([])
    await expectLedgerHolds(scene.world)
  },
  600_000,
)
