import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { addCredits, addUser } from './testing/arrange.ts'
import { createLedgerDatabase, type OwnLedgerDatabase } from './testing/ledger-database.ts'
import { accountsOf } from './testing/look.ts'
import type { SubmitMany, Submitted } from './testing/submit-process.ts'
import { verifyLedger } from './verify-ledger.ts'

/** DOUBLE_SPEND_ROUNDS=1000 is the long version. */
const ROUNDS = Number(process.env['DOUBLE_SPEND_ROUNDS'] ?? 20)
const EACH = 50
const WALLET = 10_000n
const TIMEOUT_MS = 60_000 + ROUNDS * 5_000

let db: OwnLedgerDatabase
let processes: ChildProcess[]
beforeAll(async () => {
  db = await createLedgerDatabase()
  const script = path.join(import.meta.dirname, 'testing/submit-process.ts')
  processes = [1, 2].map(() => fork(script, [db.urls.web]))
  await Promise.all(processes.map((one) => once(one, 'message')))
}, TIMEOUT_MS)
afterAll(async () => {
  await Promise.all(
    processes.map((one) => {
      const ended = once(one, 'exit')
      one.disconnect()
      return ended
    }),
  )
  await db.close()
})

async function ask(child: ChildProcess, wanted: SubmitMany): Promise<Submitted> {
  const answer = once(child, 'message')
  child.send(wanted)
  const [submitted] = (await answer) as [Submitted]
  return submitted
}

it(
  `accepts exactly what a wallet can pay, of ${2 * EACH} submits at once from two processes, in ${ROUNDS} rounds`,
  { timeout: TIMEOUT_MS },
  async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      // A wallet for exactly `affordable` runs: one more would cost more than is there.
      const affordable = 1 + Math.floor(Math.random() * 60)
      const ceiling = WALLET / BigInt(affordable)
      const userId = await addUser(db)
      await addCredits(db, userId, Number(WALLET) / 100)
      const wanted = { userId, count: EACH, ceiling: ceiling.toString() }
      const answers = await Promise.all(processes.map((child) => ask(child, wanted)))
      const accepted = answers.reduce((sum, answer) => sum + answer.accepted, 0)
      const refused = answers.reduce(
        (sum, answer) => sum + (answer.refused['INSUFFICIENT_CREDITS'] ?? 0),
        0,
      )
      expect({ affordable, accepted, refused }).toEqual({
        affordable,
        accepted: affordable,
        refused: 2 * EACH - affordable,
      })
      const held = ceiling * BigInt(affordable)
      const { available = 0n, ...rest } = await accountsOf(db, userId)
      expect({ available, ...rest }).toEqual({ available: WALLET - held, held })
    }
    expect((await verifyLedger(db.worker)).filter(({ holds }) => !holds)).toEqual([])
  },
)
