import { randomInt } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { expectLedgerHolds } from '../buyer.ts'
import { openScene, type Scene } from './scene.ts'
import { seededRandom } from '../seeded-random.ts'

const seeds = Number(process.env['FAULT_SEEDS'] ?? '1')
const given = process.env['FAULT_SEED']
const steps = 30

let scene: Scene
beforeAll(async () => {
  scene = await openScene()
})
afterAll(() => scene.close())

const chosen =
  given === undefined ? Array.from({ length: seeds }, () => randomInt(2 ** 31)) : [Number(given)]

it.each(chosen)(
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
