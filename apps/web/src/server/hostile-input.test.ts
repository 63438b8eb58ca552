import { appRouter } from '@aetherflow/api/app-router'
import { errorCodes } from '@aetherflow/api/error-codes'
import { addCredits, addUser } from '@aetherflow/api/testing/arrange'
import { addResource } from '@aetherflow/api/tasks/testing/arrange-tasks'
import { proceduresOf } from '@aetherflow/api/testing/procedures-of'
import { signUpVerified } from '@aetherflow/api/testing/sign-up'
import { createTestDeps, type TestDeps } from '@aetherflow/api/testing/test-deps'
import superjson from 'superjson'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { databaseState } from './testing/database-state.ts'
import { hostileVariants } from './testing/hostile-variants.ts'
import { sampleInputs } from './testing/sample-inputs.ts'
import { serveDoors, type ServedDoors, signedIn } from './testing/serve-doors.ts'

let t: TestDeps
let served: ServedDoors
let cookies: { admin: string; others: string }
beforeAll(async () => {
  t = await createTestDeps()
  // The flood is the test: limits have their own.
  t.deps.limiter = { consume: () => Promise.resolve(), reset: () => Promise.resolve() }
  served = await serveDoors(t)
  const user = { ...(await signUpVerified(t)), role: 'provider' as const }
  await t.admin.query(`UPDATE users SET role = 'provider' WHERE id = $1`, [user.id])
  await addCredits(t, user, 100)
  await addResource(t, { owner: user })
  const { cookie: others } = await signedIn(t, user)
  const { cookie: admin } = await signedIn(t, await addUser(t, 'admin'))
  cookies = { admin, others }
  // A session is touched once a minute, and the flood may take longer.
  await t.admin.query(`UPDATE sessions SET last_seen_at = now() + interval '1 day'`)
})
afterAll(async () => {
  served.close()
  await t.close()
})

const procedures = proceduresOf(appRouter).filter(({ type }) => type !== 'subscription')

type Answer = { status: number; reason: string | null }

async function call(path: string, type: string, wire: string): Promise<Answer> {
  const cookie = path.startsWith('admin.') ? cookies.admin : cookies.others
  const address = `${served.url}/api/trpc/${path}`
  const response =
    type === 'mutation'
      ? await fetch(address, {
          method: 'POST',
          headers: { cookie, 'content-type': 'application/json' },
          body: wire,
        })
      : await fetch(`${address}?input=${encodeURIComponent(wire)}`, { headers: { cookie } })
  const text = await response.text()
  const told: { error?: { json: { data: { reason: string } } } } =
    text === '' ? {} : JSON.parse(text)
  return { status: response.status, reason: told.error?.json.data.reason ?? null }
}

/** Refused with a code that clients know and that is not our failure. */
function isRefusal({ status, reason }: Answer): boolean {
  return status >= 400 && status < 500 && reason !== null && Object.hasOwn(errorCodes, reason)
}

test('there is a right input of every procedure to start from', () => {
  expect(Object.keys(sampleInputs).toSorted()).toEqual(
    proceduresOf(appRouter)
      .map(({ path }) => path)
      .toSorted(),
  )
  for (const { path, inputs } of proceduresOf(appRouter))
    expect([path, inputs[0]?.safeParse(sampleInputs[path]).success]).toEqual([path, true])
})

type Variant = { input: unknown; wire: string }

/** Wrong and odd inputs of a procedure, as they travel; a query's travels in the address, which has its own limit. */
function variantsOf(path: string, type: string): Variant[] {
  return (
    hostileVariants(sampleInputs[path])
      .map((input) => JSON.stringify(superjson.serialize(input)))
      // Judged as it arrives: a date that is none travels as null, which some fields take.
      .map((wire) => ({ input: superjson.deserialize(JSON.parse(wire)), wire }))
      .filter(({ wire }) => type === 'mutation' || wire.length < 8_000)
  )
}

/** Those calls that were not answered as `fits` says, with what they sent. */
async function misfits(
  procedure: { path: string; type: string },
  variants: Variant[],
  fits: (answer: Answer) => boolean,
): Promise<unknown[]> {
  const found: unknown[] = []
  const waiting = [...variants]
  const sendNext = async (): Promise<void> => {
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const answer = await call(procedure.path, procedure.type, next.wire)
      if (!fits(answer)) found.push({ wire: next.wire.slice(0, 300), ...answer })
    }
  }
  await Promise.all(Array.from({ length: 8 }, sendNext))
  return found
}

test.each(procedures)(
  '$path refuses every wrong input with a code, and changes nothing',
  async ({ path, type, inputs }) => {
    const wrong = variantsOf(path, type).filter(
      ({ input }) => inputs[0]?.safeParse(input).success === false,
    )
    expect(wrong.length).toBeGreaterThan(10)
    const before = await databaseState(t.admin)
    expect(await misfits({ path, type }, wrong, isRefusal)).toEqual([])
    expect(await databaseState(t.admin)).toEqual(before)
  },
)

test.each(procedures)(
  '$path never fails on an odd input that its schema lets through',
  async ({ path, type, inputs }) => {
    const odd = variantsOf(path, type).filter(
      ({ input }) => inputs[0]?.safeParse(input).success === true,
    )
    const answered = (answer: Answer) => answer.status === 200 || isRefusal(answer)
    expect(await misfits({ path, type }, odd, answered)).toEqual([])
  },
)

test.each([
  ['a broken text', '{"json":'],
  ['no text', ''],
  ['a bare word', 'null'],
  ['a list', '[]'],
  ['a constructor', '{"json":{"displayName":"x","constructor":{"prototype":{"role":"admin"}}}}'],
  ['a prototype', '{"json":{"__proto__":{"role":"admin"},"displayName":"x"}}'],
  [
    'a prototype by path',
    '{"json":{"displayName":"x"},"meta":{"values":{"__proto__.role":["Date"]}}}',
  ],
  [
    'a class of ours',
    '{"json":{"displayName":"x"},"meta":{"values":{"displayName":[["class","Secret"]]}}}',
  ],
  [
    'a custom type',
    '{"json":{"displayName":"x"},"meta":{"values":{"displayName":[["custom","x"]]}}}',
  ],
  [
    'a bigint of words',
    '{"json":{"displayName":"x"},"meta":{"values":{"displayName":["bigint"]}}}',
  ],
  [
    'equalities to nowhere',
    '{"json":{"displayName":"x"},"meta":{"referentialEqualities":{"a":["__proto__"]}}}',
  ],
  [
    'a pattern that is none',
    '{"json":{"displayName":"("},"meta":{"values":{"displayName":["regexp"]}}}',
  ],
  ['a deep hole', `{"json":${'['.repeat(5000)}${']'.repeat(5000)}}`],
])('refuses %s on the wire with a code, and changes nothing', async (_name, wire) => {
  const before = await databaseState(t.admin)
  const answer = await call('identity.updateProfile', 'mutation', wire)
  expect(answer).toSatisfy(isRefusal)
  expect(await databaseState(t.admin)).toEqual(before)
  expect(Object.hasOwn(Object.prototype, 'role')).toBe(false)
})
