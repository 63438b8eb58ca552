import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createBill } from './bill.ts'
import type { BillLine } from './bill.ts'
import { controlRoutes } from './control/control-routes.ts'
import { isLoopback } from './http/is-loopback.ts'
import { createRouter } from './http/router.ts'
import { sendJson } from './http/send.ts'
import { homeRoutes } from './pages/home-routes.ts'
import { createPictureStudio } from './picture-studio.ts'
import { createCallbacks } from './sandbox/callbacks.ts'
import type { CallbackHabits, Callbacks } from './sandbox/callbacks.ts'
import { createPayments } from './sandbox/payments.ts'
import type { Outcome } from './sandbox/payments.ts'
import { sandboxRoutes } from './sandbox/sandbox-routes.ts'
import { createScenarios } from './scenario.ts'
import type { Scenario } from './scenario.ts'
import { createAccounts } from './stability/accounts.ts'
import type { DemoKey } from './stability/accounts.ts'
import { createRateLimit } from './stability/rate-limit.ts'
import { stabilityRoutes } from './stability/stability-routes.ts'
import type { World } from './world.ts'

export type SimulatorOptions = {
  /** 0 takes any free port. */
  port: number
  host: string
  /** Shared with the gateway adapter; at least 32 characters. */
  sandboxSecret: string
  sandboxMerchant: string
  /** `real` takes seconds, as the vendor does (core 1.5–3 s, ultra 3–5 s); default `none`. */
  latency?: 'none' | 'real'
  /** Multiplies the seconds of `real`. */
  latencyFactor?: number
  demoKeys?: readonly DemoKey[]
  /** `quick` draws a dozen different pictures only: for runs that measure something else. Default `full`. */
  pictures?: 'full' | 'quick'
  /** The vendor's 150 requests per 10 s and key; off for runs that measure something else. Default true. */
  rateLimit?: boolean
  /** Waits before each repeat of a callback that was not answered 2xx. */
  callbackRetryMs?: readonly number[]
  /** Where browsers reach it, when that is not its own address. */
  publicUrl?: string
  /** It gives keys away and moves play money: binding anything but loopback must be asked for. */
  allowOtherHosts?: boolean
  now?: () => number
}

export type Simulator = {
  url: string
  /** Base address for the Stability adapter. */
  stabilityUrl: string
  /** Base address for the sandbox gateway adapter. */
  sandboxPayUrl: string
  bill(after?: number): BillLine[]
  /** Plans a fault for one key, or for all with `*`; null takes it back. */
  setScenario(key: string, scenario: Scenario | null): void
  addKey(key: DemoKey): void
  /** Callbacks more than once, late, or (copies 0) never. */
  setCallbacks(habits: Partial<CallbackHabits>): void
  /** Presses the buyer's button, or sends the callback again; false for an unknown order. */
  settlePayment(orderId: string, outcome: Outcome | 'redeliver'): boolean
  reset(): void
  close(): Promise<void>
}

const RETRY_MS = [1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000]

/** Starts the outside world: the Stability API, the sandbox gateway, and the page that explains both. */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  if (!options.allowOtherHosts && !isLoopback(options.host))
    throw new Error(
      `The simulator hands out keys and play money: it binds loopback only, not ${options.host}.`,
    )
  if (options.sandboxSecret.length < 32)
    throw new Error('sandboxSecret must have at least 32 characters.')
  const now = options.now ?? Date.now
  const callbacks = createCallbacks({
    secret: options.sandboxSecret,
    retryMs: options.callbackRetryMs ?? RETRY_MS,
    now,
  })
  const world = createWorld(options, callbacks, now)
  const reset = () => {
    for (const part of [
      world.accounts,
      world.bill,
      world.scenarios,
      world.rateLimit,
      world.payments,
    ])
      part.clear()
    for (const key of options.demoKeys ?? []) world.accounts.register(key)
  }
  reset()
  let url = ''
  const close = await listen(
    options,
    [
      ...stabilityRoutes(world),
      ...sandboxRoutes(world, {
        secret: options.sandboxSecret,
        merchant: options.sandboxMerchant,
        publicUrl: () => options.publicUrl ?? url,
      }),
      ...controlRoutes(world, callbacks, reset),
      ...homeRoutes(() => options.publicUrl ?? url),
    ],
    (address) => (url = address),
  )
  return {
    url,
    stabilityUrl: `${url}/stability`,
    sandboxPayUrl: `${url}/sandbox`,
    bill: (after = 0) => world.bill.after(after),
    setScenario: (key, scenario) => world.scenarios.set(key, scenario),
    addKey: (key) => world.accounts.register(key),
    setCallbacks: (habits) => callbacks.setHabits(habits),
    settlePayment(orderId, outcome) {
      const payment = world.payments.byOrder(orderId)
      if (!payment) return false
      if (outcome === 'redeliver') world.payments.redeliver(payment)
      else world.payments.close(payment, outcome)
      return true
    },
    reset,
    async close() {
      world.payments.clear()
      await close()
    },
  }
}

function createWorld(options: SimulatorOptions, callbacks: Callbacks, now: () => number): World {
  return {
    accounts: createAccounts(),
    bill: createBill(now),
    scenarios: createScenarios(),
    rateLimit:
      options.rateLimit === false
        ? { allow: () => true, clear: () => undefined }
        : createRateLimit(now),
    payments: createPayments(callbacks, now),
    draw: createPictureStudio(options.pictures ?? 'full'),
    latencyFactor: options.latency === 'real' ? (options.latencyFactor ?? 1) : 0,
    now,
  }
}

async function listen(
  options: SimulatorOptions,
  routes: Parameters<typeof createRouter>[0],
  ready: (url: string) => void,
): Promise<() => Promise<void>> {
  const route = createRouter(routes, ({ response }) =>
    sendJson(response, 404, { error: 'not found' }),
  )
  const server = createServer((request, response) => {
    route(request, response).catch((error: unknown) => {
      // A caller that went away while its body was read is its own affair.
      if (request.errored) return
      process.stderr.write(
        `simulator: ${request.method ?? ''} ${(request.url ?? '').split('?')[0] ?? ''}: ${String(error)}\n`,
      )
      if (response.headersSent) request.socket.destroy()
      else sendJson(response, 500, { error: 'the simulator itself failed' })
    })
  })
  server.requestTimeout = 0
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port, options.host, resolve)
  })
  const { port } = server.address() as AddressInfo
  ready(`http://${options.host.includes(':') ? `[${options.host}]` : options.host}:${port}`)
  return () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
}
