import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Deps } from '../deps.ts'
import { codeOf } from '../testing/code-of.ts'
import { anyoneCtx, workerCtx } from '../testing/contexts.ts'
import { mailedToken, signUp } from '../testing/sign-up.ts'
import { createTestDeps, type TestDeps } from '../testing/test-deps.ts'
import { claimMail } from './claim-mail.ts'
import { demoOutbox } from './demo-outbox.ts'
import { queueMail } from './queue-mail.ts'
import { reportMail } from './report-mail.ts'

let t: TestDeps
beforeAll(async () => {
  t = await createTestDeps()
})
afterAll(() => t.close())
beforeEach(() => t.admin.query('DELETE FROM outbox_messages'))

const claim = async (limit = 10) => (await claimMail(workerCtx(t.workerDeps), { limit })).mails
const refuse = (id: string, permanent: boolean) =>
  reportMail(workerCtx(t.workerDeps), { id, result: { kind: 'refused', permanent, reason: 'no' } })
const row = async (id: string) =>
  (await t.admin.query('SELECT * FROM outbox_messages WHERE id = $1', [id])).rows[0]

test('hands a mail out once, rendered, with the link in it', async () => {
  const user = await signUp(t)
  const token = await mailedToken(t, user.email, 'verify_email')
  const [first, second] = await Promise.all([claim(), claim()])
  expect(first.length + second.length).toBe(1)
  const [mail] = [...first, ...second]
  expect(mail).toMatchObject({ to: user.email, messageId: `<${mail?.id}@127.0.0.1>` })
  expect(mail?.text).toContain(`${t.deps.publicUrl}/en/verify-email#${token}`)
  expect(mail?.html).toContain(`href="${t.deps.publicUrl}/en/verify-email#${token}"`)
})

test('hands it out again, under the same message id, when its worker never reports', async () => {
  await signUp(t)
  const [first] = await claim()
  expect(await claim()).toEqual([])
  await t.clock.advance(61_000)
  const [again] = await claim()
  expect(again?.messageId).toBe(first?.messageId)
})

test('is done once it is sent; a late refusal changes nothing', async () => {
  await signUp(t)
  const [mail] = await claim()
  const id = mail?.id ?? ''
  await reportMail(workerCtx(t.workerDeps), { id, result: { kind: 'sent' } })
  await refuse(id, true)
  expect(await row(id)).toMatchObject({ state: 'sent', last_error: null, lease_until: null })
  await t.clock.advance(3_600_000)
  expect(await claim()).toEqual([])
})

test('waits longer after each refusal and gives up after eight', async () => {
  await signUp(t)
  let waitMs = 60_000
  for (let attempt = 1; attempt < 8; attempt += 1) {
    const [mail] = await claim()
    await refuse(mail?.id ?? '', false)
    await t.clock.advance(waitMs - 5_000)
    expect(await claim(), `attempt ${attempt}`).toEqual([])
    await t.clock.advance(6_000)
    waitMs *= 2
  }
  const [last] = await claim()
  await refuse(last?.id ?? '', false)
  expect(await row(last?.id ?? '')).toMatchObject({
    state: 'failed',
    attempts: 8,
    last_error: 'no',
  })
})

test('gives up at once when the address can never work', async () => {
  await signUp(t)
  const [mail] = await claim()
  await refuse(mail?.id ?? '', true)
  expect(await row(mail?.id ?? '')).toMatchObject({ state: 'failed' })
})

test.each([
  ['sent', { kind: 'sent' as const }],
  ['refused for good', { kind: 'refused' as const, permanent: true, reason: 'no' }],
])('forgets the token in production once it was %s', async (_name, result) => {
  await signUp(t)
  const production: Deps = { ...t.workerDeps, mode: 'production' }
  const [mail] = (await claimMail(workerCtx(production), { limit: 1 })).mails
  expect(mail?.text).toContain('#')
  await reportMail(workerCtx(production), { id: mail?.id ?? '', result })
  expect((await row(mail?.id ?? '')).params).toEqual({})
})

test('mails one cause once', async () => {
  const user = { ...(await signUp(t)), locale: 'en' }
  const mail = { dedupeKey: 'same', user, template: 'password_changed' as const, params: {} }
  await Promise.all([queueMail(t.deps.prisma, mail), queueMail(t.deps.prisma, mail)])
  const { rows } = await t.admin.query(`SELECT FROM outbox_messages WHERE dedupe_key = 'same'`)
  expect(rows).toHaveLength(1)
})

test('is readable where no mail leaves, and nowhere else', async () => {
  const user = await signUp(t)
  await signUp(t)
  const ctx = anyoneCtx(t.deps)
  expect((await demoOutbox(ctx, {})).mails).toHaveLength(2)
  const { mails } = await demoOutbox(ctx, { email: user.email })
  expect(mails).toMatchObject([{ to: user.email, link: expect.stringContaining('/verify-email#') }])
  const production = { ...ctx, deps: { ...t.deps, mode: 'production' as const } }
  expect(await codeOf(demoOutbox(production, {}))).toBe('NOT_FOUND')
})
