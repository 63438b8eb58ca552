import type { Catalogue } from '@aetherflow/api/gateway/schemas'
import { expect, test } from 'vitest'
import { offeredBy } from './offered-by.ts'

const models = ['a', 'b'].map((id) => ({ id, name: id, costE4: 1n }))
const upstream: Catalogue['upstreams'][number] = {
  id: 'stability',
  name: 'Stability AI',
  host: 'api.stability.ai',
  depositOpen: true,
  warrantyVersion: '1',
  keyHint: 'sk-…',
  models,
}

test.each([
  [[], ['a', 'b']],
  [['b'], ['b']],
])('a key that may use %o offers %o', (keyModelIds, offered) => {
  const found = offeredBy({ upstreams: [upstream] }, { upstreamId: 'stability', keyModelIds })
  expect(found?.models.map(({ id }) => id)).toEqual(offered)
})

test('an upstream that is gone offers nothing', () => {
  expect(offeredBy({ upstreams: [] }, { upstreamId: 'stability', keyModelIds: [] })).toBeUndefined()
})
