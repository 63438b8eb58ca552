import { setTimeout as sleep } from 'node:timers/promises'
import { createDeps } from '@aetherflow/api/create-deps'
import type { Deps } from '@aetherflow/api/deps'
import { gatewaySettings } from '@aetherflow/api/gateway-environment'
import { Secret } from '@aetherflow/crypto/secret'
import pg from 'pg'
import { type Running, storageRoot } from '../start/child-environments.ts'
import { gatewaysOfWeb } from '../start/gateway-environments.ts'
import { demoId } from './demo-id.ts'
import type { DemoLogin } from './demo-logins.ts'
import { putOnOffer } from './demo-offer.ts'
import { type DemoCaller, meetPerson } from './demo-people.ts'
import { offers, runs } from './demo-scene.ts'

export type SeedContext = {
  running: Running
  /** Owner of the tables; the verbs themselves run as web and worker. */
  migratorUrl: string
  logins: readonly DemoLogin[]
}

/** Brings the demo's people and what they own, through the verbs; may be repeated. */
export async function seedDemo({ running, migratorUrl, logins }: SeedContext): Promise<void> {
  const { deps, close } = openDeps(running)
  try {
    if (await isSeeded(deps)) return
    const people = new Map<string, DemoCaller>()
    for (const { email, role, password } of logins) {
      // Nobody becomes an admin by a procedure: the owner of the tables makes one, below.
      people.set(
        email,
        await meetPerson(deps, { email, password, role: role === 'admin' ? 'consumer' : role }),
      )
    }
    await makeAdmin(migratorUrl, logins)
    for (const { owner, ...offer } of offers) {
      await putOnOffer(
        people.get(owner) ?? (await meetPerson(deps, { email: owner, role: 'provider' })),
        offer,
      )
    }
    const consumer = people.get('consumer@demo.localhost')
    if (consumer === undefined) return
    await buyCredits(running, consumer)
    await makeImages(consumer)
  } finally {
    await close()
  }
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
    storageRoot: storageRoot(running),
    simulatorUrl: simulator?.url,
    ...gatewaySettings(gatewaysOfWeb(running)),
    logLevel: 'silent',
  })
}

// The last run is submitted last: with it, everything before is there.
async function isSeeded(deps: Deps): Promise<boolean> {
  return (await deps.prisma.run.count({ where: { clientId: runId(runs.length - 1) } })) > 0
}

const runId = (index: number) => demoId(`run/${index}`)

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

async function buyCredits(running: Running, consumer: DemoCaller): Promise<void> {
  const order = await consumer.wallet.startTopUp({
    clientId: demoId('top-up'),
    packCode: 'creator',
    currency: 'USD',
    gateway: 'sandbox',
  })
  const { simulator } = running
  if (order.status === 'pending' && simulator !== null) {
    await fetch(`${simulator.url}/control/payments`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ orderId: order.id, outcome: 'paid' }),
    })
    await consumer.wallet.checkOrder({ orderId: order.id })
  }
  for (let tries = 0; tries < 100; tries += 1) {
    const { status } = await consumer.wallet.order({ orderId: order.id })
    if (status === 'credited') return
    await sleep(200)
  }
  throw new Error('the demo top-up was not credited in time')
}

async function makeImages(consumer: DemoCaller): Promise<void> {
  for (const [index, { prompt, modelId, aspectRatio, count, ...rest }] of runs.entries()) {
    const ceiling = await quoted(consumer, { prompt, models: [{ modelId, count }] })
    await consumer.tasks.submit({
      clientId: runId(index),
      prompt,
      params: { aspectRatio, outputFormat: 'webp', ...rest },
      tasks: Array.from({ length: count }, () => ({ modelId, ceiling })),
    })
  }
}

type Quote = Parameters<DemoCaller['tasks']['quote']>[0]

// Routing looks at offers every second: one that went live just now may not be seen yet.
async function quoted(consumer: DemoCaller, quote: Quote): Promise<bigint> {
  for (let tries = 0; tries < 50; tries += 1) {
    const { lines } = await consumer.tasks.quote(quote)
    const ceiling = lines[0]?.ceiling ?? null
    if (ceiling !== null) return ceiling
    await sleep(200)
  }
  throw new Error('nobody offers what the demo makes')
}
