import pg from 'pg'
import { until } from './until.ts'
import type { World } from './open-world.ts'

const events = {
  /** The commit of the intent to call. */
  dispatch: {
    lock: 71,
    table: 'attempts',
    event: 'UPDATE',
    when: `WHEN (NEW.state = 'dispatched' AND OLD.state = 'claimed')`,
  },
  /** The middle of a settlement. */
  settle: { lock: 72, table: 'settlements', event: 'INSERT', when: '' },
  /** The middle of a submit: the hold is about to be written. */
  submit: { lock: 73, table: 'runs', event: 'INSERT', when: '' },
  /** The middle of crediting a paid order. */
  credit: { lock: 74, table: 'transfers', event: 'INSERT', when: `WHEN (NEW.kind = 'top_up')` },
  /** A webhook that was checked and is about to be kept. */
  webhook: { lock: 75, table: 'gateway_events', event: 'INSERT', when: '' },
} as const

export type Gate = {
  /** Resolves when so many workers' statements stand before the gate. */
  stopped(count: number): Promise<void>
  /** Breaks off what stands there: its transactions roll back. */
  breakOff(): Promise<void>
  open(): Promise<void>
}

/** Holds workers at a named moment inside the database, until the gate opens. */
export async function closeGate(world: World, name: keyof typeof events): Promise<Gate> {
  const { lock, table, event, when } = events[name]
  await world.admin.query(
    `CREATE OR REPLACE FUNCTION public.stand_at_gate() RETURNS trigger LANGUAGE plpgsql AS
     $$ BEGIN PERFORM pg_catalog.pg_advisory_xact_lock_shared(TG_ARGV[0]::bigint); RETURN NEW; END $$`,
  )
  await world.admin.query(
    `CREATE OR REPLACE TRIGGER gate_${name} BEFORE ${event} ON ${table} FOR EACH ROW ${when}
     EXECUTE FUNCTION public.stand_at_gate('${lock}')`,
  )
  const keeper = new pg.Client({ connectionString: world.database.migratorUrl })
  await keeper.connect()
  await keeper.query('SELECT pg_advisory_lock($1)', [lock])
  const waiting = `FROM pg_locks WHERE locktype = 'advisory' AND objid = $1 AND NOT granted
     AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`
  return {
    stopped: (count) =>
      until(`${count} statements at the ${name} gate`, async () => {
        const { rows } = await keeper.query(`SELECT pid ${waiting}`, [lock])
        return rows.length >= count
      }),
    async breakOff() {
      // Another role's backends: the superuser of the throw-away cluster may.
      const superuser = new pg.Client({ connectionString: superuserUrlOf(world) })
      await superuser.connect()
      await superuser.query(`SELECT pg_terminate_backend(pid) ${waiting}`, [lock])
      await until('the broken-off to be gone', async () => {
        const { rows } = await superuser.query(`SELECT pid ${waiting}`, [lock])
        return rows.length === 0
      })
      await superuser.end()
    },
    async open() {
      await keeper.end()
      await world.admin.query(`DROP TRIGGER gate_${name} ON ${table}`)
    },
  }
}

function superuserUrlOf({ database }: World): string {
  const url = new URL(process.env['TEST_CLUSTER_URL'] ?? '')
  url.pathname = `/${database.name}`
  return url.href
}
