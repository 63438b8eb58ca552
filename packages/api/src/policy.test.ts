import { expect, test } from 'vitest'
import { appRouter } from './app-router.ts'
import { proceduresOf } from './testing/procedures-of.ts'
import { workerRouter } from './worker-router.ts'

const forUsers = proceduresOf(appRouter)
const forWorkers = proceduresOf(workerRouter)

test('there are procedures to look at', () => {
  expect(forUsers.length).toBeGreaterThan(30)
  expect(forWorkers.length).toBeGreaterThan(15)
})

test.each([...forUsers, ...forWorkers])(
  '$path says who may call it, what it takes and what it answers',
  ({ policy, inputs, output }) => {
    expect(policy).toMatch(/^(anyone|user|provider|admin|worker)$/)
    expect(inputs).toHaveLength(1)
    expect(output).toBeDefined()
  },
)

test('no system procedure is on the browser’s endpoint', () => {
  expect(forUsers.filter(({ policy }) => policy === 'worker')).toEqual([])
  expect(forWorkers.filter(({ policy }) => policy !== 'worker')).toEqual([])
  const reachable = new Set<unknown>(Object.values(appRouter._def.procedures))
  for (const procedure of Object.values(workerRouter._def.procedures))
    expect(reachable.has(procedure)).toBe(false)
})

test('what anyone may call is this list and nothing else', () => {
  const open = forUsers.filter(({ policy }) => policy === 'anyone').map(({ path }) => path)
  expect(open.toSorted((a, b) => a.localeCompare(b))).toEqual([
    'gateway.catalogue',
    'identity.demoOutbox',
    'identity.forgotPassword',
    'identity.register',
    'identity.resetPassword',
    'identity.verifyEmail',
    'tasks.models',
    'wallet.packs',
    'wallet.starterGrant',
  ])
})
