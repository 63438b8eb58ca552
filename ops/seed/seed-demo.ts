import { createDeps } from '@aetherflow/api/create-deps'
import type { Deps } from '@aetherflow/api/deps'
import { gatewaySettings } from '@aetherflow/api/gateway-environment'
import { Secret } from '@aetherflow/crypto/secret'
import pg from 'pg'
import { storageOf } from '../config/storage-of.ts'
import { type Running, storageVariables } from '../start/child-environments.ts'
import { gatewaysOfWeb } from '../start/gateway-environments.ts'
import { complain } from './demo-disputes.ts'
import { demoId } from './demo-id.ts'
import type { DemoLogin } from './demo-logins.ts'
import { buyCredits } from './demo-money.ts'
import { putOnOffer } from './demo-offer.ts'
import { type DemoCaller, meetPerson } from './demo-people.ts'
import { makeImages, runId } from './demo-runs.ts'
import { complaints, goodwill, offers, runs, topUps } from './demo-scene.ts'

export type SeedContext = {
  running: Running
  /** Owner of the tables; the verbs themselves run as web and worker. */
  migratorUrl: string
  logins: readonly DemoLogin[]
}

/** Brings the demo's people, what they own and what they did, through the verbs; may be repeated. */
export async function seedDemo({ running, migratorUrl, logins }: SeedContext): Promise<void> {
  const { deps, close } = openDeps(running)
  try {
    if (await isSeeded(deps)) return
    const { consumer, admin } = await meetPeople(deps, migratorUrl, logins)
    await Promise.all([
      ...[...Map.groupBy(offers, ({ owner }) => owner)].map(async ([email, own]) => {
        const provider = await meetPerson(deps, { email, role: 'provider' })
        await Promise.all(own.map((offer) => putOnOffer(provider, offer)))
      }),
      ...topUps.map((topUp) => buyCredits(consumer, topUp, simulatorOf(running))),
    ])
    const made: string[] = []
    for (const index of runs.keys()) {
      // What else there is comes before the last run, which says that the demo is complete.
      if (index === runs.length - 1) await bringToDesk(deps, { consumer, admin }, made)
      made.push(await makeImages(consumer, index))
    }
  } finally {
    await close()
  }
}

type Sides = { consumer: DemoCaller; admin: DemoCaller }

async function meetPeople(
  deps: Deps,
  migratorUrl: string,
  logins: readonly DemoLogin[],
): Promise<Sides> {
  const met = new Map<string, DemoCaller>()
  for (const { email, role, password } of logins) {
    // Nobody becomes an admin by a procedure: the owner of the tables makes one, below.
    const as = role === 'admin' ? 'consumer' : role
    met.set(role, await meetPerson(deps, { email, password, role: as }))
  }
  await makeAdmin(migratorUrl, logins)
  const consumer = met.get('consumer')
  const first = logins.find(({ role }) => role === 'admin')
  if (consumer === undefined || first === undefined) throw new Error('the demo lacks its people')
  return { consumer, admin: await meetPerson(deps, { email: first.email, role: 'admin' }) }
}

/** What an admin finds: disputes, and a correction that needs a second one. */
async function bringToDesk(deps: Deps, sides: Sides, made: readonly string[]): Promise<void> {
  await Promise.all(
    complaints.map((complaint) => complain(sides, complaint, made[complaint.run] ?? '')),
  )
  const { email, ...wanted } = goodwill
  const { id } = await deps.prisma.user.findUniqueOrThrow({
    where: { email },
    select: { id: true },
  })
  await sides.admin.admin.adjust({ clientId: demoId('goodwill'), userId: id, ...wanted })
}

function openDeps(running: Running) {
  const { config, secrets, database, publicUrl, simulator } = running
  return createDeps({
    process: 'seed',
    mode: config.mode,
    publicUrl,
    databaseUrl: database.webUrl,
    listenDatabaseUrl: undefined,
    vaultPublicKey: secrets.vaultPublicKey,
    addressSecret: new Secret(secrets.address),
    storage: storageOf(storageVariables(running)),
    simulatorUrl: simulator?.url,
    ...gatewaySettings(gatewaysOfWeb(running)),
    logLevel: 'silent',
  })
}

// The last run is submitted last: with it, everything before is there.
async function isSeeded(deps: Deps): Promise<boolean> {
  return (await deps.prisma.run.count({ where: { clientId: runId(runs.length - 1) } })) > 0
}

async function makeAdmin(migratorUrl: string, logins: readonly DemoLogin[]): Promise<void> {
  const emails = logins.filter(({ role }) => role === 'admin').map(({ email }) => email)
  const client = new pg.Client({ connectionString: migratorUrl })
  await client.connect()
  try {
    await client.query(
      `UPDATE users SET role = 'admin' WHERE email = ANY($1) AND role <> 'admin'`,
      [emails],
    )
  } finally {
    await client.end()
  }
}

function simulatorOf({ simulator }: Running): string {
  if (simulator === null) throw new Error('a demo has a simulator')
  return simulator.url
}
