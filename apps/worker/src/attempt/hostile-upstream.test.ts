import { Secret } from '@aetherflow/crypto/secret'
import { sharesTextWith } from '@aetherflow/integrations/http/redact-detail'
import { hostileBehaviours } from '@aetherflow/integrations/testing/hostile/hostile-behaviours'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type HostileMarket, hostileMarket } from '../testing/hostile-market.ts'
import { workerMarket } from '../testing/worker-market.ts'

const market = workerMarket()
let hostile: HostileMarket

beforeAll(async () => {
  await market.test.admin.query('UPDATE models SET call_timeout_ms = 1500')
  hostile = await hostileMarket(market)
})
afterAll(() => hostile[Symbol.asyncDispose]())

/** Of kinds that differ by a status only, three are enough for the whole way. */
const behaviours = hostileBehaviours.filter(
  ({ name }) => !/^a 30[138] |^the key in a (?:400|402|403|422|429|503)/.test(name),
)
const terminal = ['completed', 'failed', 'expired']

describe('a worker whose vendors answer with', () => {
  it.each([
    ['nothing wrong', null] as const,
    ...behaviours.map((behaviour) => [behaviour.name, behaviour] as const),
  ])(
    '%s',
    async (_name, behaviour) => {
      hostile.proxy.behave(behaviour)
      const { tasks, money, pictures, kept, keys } = await hostile.runTasks()
      for (const { status } of tasks) expect(terminal).toContain(status)
      const completed = tasks.filter(({ status }) => status === 'completed').length
      if (behaviour === null) expect(completed).toBe(2)
      expect(pictures).toHaveLength(completed)
      for (const { whole, format, pixels } of pictures) {
        expect(whole).toBe(true)
        expect(['png', 'jpeg', 'webp']).toContain(format)
        expect(pixels).toBeLessThanOrEqual(40_000_000)
      }
      expect(money.held).toBe(0n)
      expect(money.captured > 0n).toBe(completed > 0)
      expect(hostile.proxy.tripped).toEqual([])
      for (const key of keys) expect(sharesTextWith(kept, new Secret(key), 12)).toBe(false)
    },
    60_000,
  )
})
