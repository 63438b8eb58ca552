import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { creditHundredths, formatCredits } from '@aetherflow/db/quantities'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chain } from './chain.ts'
import { executeDispute } from './execute-dispute.ts'
import { grantBonus } from './grant-bonus.ts'
import { mature } from './mature.ts'
import { openDispute } from './open-dispute.ts'
import { settle } from './settle.ts'
import {
  addAttempt,
  addCredits,
  addResource,
  addRun,
  addUser,
  credits,
  delivered,
} from './testing/arrange.ts'
import { createLedgerDatabase, type LedgerDatabase } from './testing/ledger-database.ts'
import { accountsOf, platform } from './testing/look.ts'
import { untilFinal } from './testing/until-final.ts'

const text = readFileSync(path.join(import.meta.dirname, '../../../docs/ledger.md'), 'utf8')
const HOUR_MS = 3_600_000

/** The rows of the table under a heading, cells without backticks. */
function tableUnder(heading: string): string[][] {
  const [, section = ''] = text.split(`## ${heading}\n`)
  const [body = ''] = section.split('\n## ')
  return body
    .split('\n')
    .filter((line) => line.startsWith('|') && !line.startsWith('|---'))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.replaceAll('`', '').trim()),
    )
}

/** The statement of the first `sql` block under a heading. */
function queryUnder(heading: string): string {
  const [, section = ''] = text.split(`## ${heading}\n`)
  return /```sql\n([\s\S]*?);\n```/.exec(section)?.[1] ?? ''
}

let db: LedgerDatabase
let ada: string
let bo: string
beforeAll(async () => {
  db = await createLedgerDatabase()
  await db.setClock(0)
  ada = await addUser(db)
  bo = await addUser(db)
})
afterAll(() => db.close())

const labels = (type: string) =>
  db.run<{ label: string }>(
    `SELECT e.enumlabel AS label FROM pg_enum e JOIN pg_type t ON t.oid = e.enumtypid WHERE t.typname = $1`,
    [type],
  )

describe('docs/ledger.md', () => {
  it.each([
    ['Accounts', 'account_kind'],
    ['Transfers', 'transfer_kind'],
  ])('explains under %s each %s and no other', async (heading, type) => {
    const named = new Set(
      tableUnder(heading)
        .slice(1)
        .map(([name]) => name),
    )
    const known = new Set((await labels(type)).map(({ label }) => label))
    expect(named).toEqual(known)
  })

  it('tells a story whose every balance is what the database has after each step', async () => {
    const [header = [], ...rows] = tableUnder('A worked example')
    const resourceId = await addResource(db, bo)
    let taskId = ''
    const steps: Record<string, () => Promise<unknown>> = {
      grant: () => grantBonus(db.web, { userId: ada, reason: 'email_verified' }),
      'top-up': () => addCredits(db, ada, 100),
      submit: async () => {
        ;[taskId = ''] = await addRun(db, ada, { ceilings: [credits(50)] })
      },
      settle: async () => {
        const attempt = await addAttempt(db, taskId, { resourceId, price: credits(45.01) })
        expect(await settle(db.worker, delivered(attempt))).toBe('settled')
      },
      refund: () => refund(taskId, 1001n),
      mature: async () => {
        await db.setClock(73 * HOUR_MS)
        expect(await mature(db.worker, { limit: 10 })).toEqual({ matured: 1 })
      },
    }
    expect(header).toEqual(['Account', ...Object.keys(steps)])
    expect(rows.length).toBe(10)
    for (const [column, act] of Object.values(steps).entries()) {
      await act()
      const balances = await everyBalance()
      const said = Object.fromEntries(rows.map((row) => [row[0], row[column + 1]]))
      expect(said, header[column + 1]).toEqual(
        Object.fromEntries(rows.map(([name = '']) => [name, balances(name)])),
      )
    }
    // Nobody holds anything that the table leaves out.
    expect({ ...(await accountsOf(db, ada)), ...(await accountsOf(db, bo)) }).toEqual({
      available: 8500n,
      promo_earned: 1601n,
      earned: 1199n,
    })
  })

  it('has a query that finds nothing, until something is wrong', async () => {
    const query = queryUnder('Audit with one query')
    await untilFinal(db)
    await chain(db.worker, { limit: 1000 })
    const audit = async () =>
      (await db.worker.query<{ what: string }>({ name: '', text: query }, [])).map(
        ({ what }) => what,
      )
    expect(await db.run('SELECT FROM ledger_chain')).not.toEqual([])
    expect(await audit()).toEqual([])
    await db.run('ALTER TABLE entries DISABLE TRIGGER USER')
    await db.run(
      `UPDATE entries SET amount = amount + 1 WHERE id = (SELECT max(id) FROM entries WHERE seq IS NOT NULL)`,
    )
    expect((await audit()).toSorted((a, b) => a.localeCompare(b))).toEqual([
      'account',
      'link',
      'transfer',
      'whole ledger',
    ])
  })

  it('links to pages that are there', () => {
    const links = [...text.matchAll(/\]\(([^)]+)\)/g)].map(([, link = '']) => link)
    expect(links.length).toBeGreaterThan(0)
    for (const link of links)
      expect(() =>
        readFileSync(path.join(import.meta.dirname, '../../../docs', link)),
      ).not.toThrow()
  })
})

async function refund(taskId: string, amount: bigint): Promise<void> {
  const { disputeId } = await openDispute(db.web, {
    userId: ada,
    taskId,
    clientId: randomUUID(),
    requestHash: 'b'.repeat(64),
    type: 'poor_quality',
    description: 'blurred',
  })
  const admin = await addUser(db)
  await db.run(`UPDATE users SET role = 'admin' WHERE id = $1`, [admin])
  await db.run(
    `UPDATE disputes SET status = 'decided', decision = 'refund_partial', amount = $2, handled_by = $3,
            decided_at = clock_now(), resolution = 'ok' WHERE id = $1`,
    [disputeId, amount.toString(), admin],
  )
  expect(await executeDispute(db.worker, { disputeId })).toMatchObject({ outcome: 'executed' })
}

/** What the rows of the table are called, in credits as the document writes them. */
async function everyBalance(): Promise<(name: string) => string> {
  const users: Record<string, Record<string, bigint>> = {
    Ada: await accountsOf(db, ada),
    Bo: await accountsOf(db, bo),
  }
  const { 'clearing:sandbox': clearing = 0n, ...others } = await platform(db)
  const ours: Record<string, bigint> = { ...others, clearing }
  const sides = [...Object.values(users), ours].flatMap((side) => Object.values(side))
  const together = sides.reduce((sum, one) => sum + one, 0n)
  return (name) => {
    const [who = '', account = ''] = name.split(' ')
    const balance = name === 'all together' ? together : (users[who]?.[account] ?? ours[name] ?? 0n)
    return formatCredits(creditHundredths(balance))
  }
}
