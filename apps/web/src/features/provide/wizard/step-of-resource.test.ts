import type { ResourceView } from '@aetherflow/api/gateway/schemas'
import { expect, test } from 'vitest'
import { sampleResource } from '../../testing/sample-resource.ts'
import { stepOfResource } from './step-of-resource.ts'

const now = new Date('2026-11-22T12:00:00Z')
const ready = sampleResource({ status: 'paused', statusReason: 'not_live' })

test.each<[ResourceView | null, string | undefined, string | null]>([
  [null, 'live', 'connect'],
  [{ ...ready, status: 'verifying', statusReason: null }, 'live', 'connect'],
  [{ ...ready, status: 'error', keyVersion: null }, 'price', 'connect'],
  [ready, undefined, 'price'],
  [ready, 'connect', 'price'],
  [ready, 'live', 'live'],
  [{ ...ready, status: 'active', statusReason: null }, 'live', null],
  [{ ...ready, statusReason: 'owner' }, 'price', null],
])('a resource and the asked step %#: goes on at the right place', (resource, asked, step) => {
  expect(stepOfResource(resource, asked, now)).toBe(step)
})
