import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createAlipayParty } from './alipay/create-alipay-party.ts'
import { alipayDesk } from './alipay/alipay-book.ts'
import { alipayRoutes } from './alipay/alipay-routes.ts'
import type { AlipaySettings } from './alipay/signing.ts'
import { createBill } from './bill.ts'
import type { BillLine } from './bill.ts'
import { controlRoutes } from './control/control-routes.ts'
import { createDeliveries } from './deliveries/create-deliveries.ts'
import type { CallbackHabits } from './deliveries/create-deliveries.ts'
import { isLoopback } from './http/is-loopback.ts'
import { createRouter } from './http/router.ts'
import type { Route } from './http/router.ts'
import { sendJson } from './http/send.ts'
import { homeRoutes } from './pages/home-routes.ts'
import { createPictureStudio } from './picture-studio.ts'
import { deskOf } from './payments/desk.ts'
import type { Outcome } from './payments/payment.ts'
import { createSandboxBook } from './sandbox/sandbox-book.ts'
import { sandboxRoutes } from './sandbox/sandbox-routes.ts'
import { createScenarios } from './scenario.ts'
import type { Scenario } from './scenario.ts'
import type { DemoKey } from './stability/accounts.ts'
import { createRateLimit } from './stability/rate-limit.ts'
import { stabilityRoutes } from './stability/stability-routes.ts'
import { createStripeDesk } from './stripe/stripe-desk.ts'
import type { StripeSettings } from './stripe/stripe-desk.ts'
import { stripeRoutes } from './stripe/stripe-routes.ts'
import { createAccountsOf } from './vendors/accounts-of.ts'
import type { Vendor } from './vendors/vendor.ts'
import { vendorList } from './vendors/vendor-list.ts'
import { vendorRoutes } from './vendors/vendor-routes.ts'
import type { World } from './world.ts'

/** A key and its account; without a vendor it is Stability's. */
export type VendorKey = DemoKey & { vendor?: string }

export type SimulatorOptions = {
  /** 0 takes any free port. */
  port: number
  host: string
  /** Shared with the gateway adapter; at least 32 characters. */
  sandboxSecret: string
  sandboxMerchant: string
  /** What the simulated Alipay shares with our adapter; without it there is none. */
  alipay?: AlipaySettings
  /** What the simulated Stripe shares with our adapter; without it there is none. */
  stripe?: StripeSettings
  /** `real` takes seconds, as the vendor does (core 1.5–3 s, ultra 3–5 s); default `none`. */
  latency?: 'none' | 'real'
  /** Multiplies the seconds of `real`. */
  latencyFactor?: number
  demoKeys?: readonly VendorKey[]
  /** The vendors besides Stability; default all that we have. */
  vendors?: readonly Vendor[]
  /** `quick` draws a dozen different pictures only: for runs that measure something else. Default `full`. */
  pictures?: 'full' | 'quick'
  /** The vendors' own limits, such as Stability's 150 requests per 10 s and key; off for runs that measure something else. Default true. */
  rateLimit?: boolean
  /** Waits before each repeat of a webhook that was not accepted; default each vendor's own, in fast time. */
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
  /** Base address for the adapter of the upstream with this id. */
  upstreamUrl(id: string): string
  /** Base address for the sandbox gateway adapter. */
  sandboxPayUrl: string
  /** Origin for the Stripe adapter: the SDK knows no path, so its API is at `/v1`. */
  stripeUrl: string
  /** Base address for the Alipay adapter. */
  alipayUrl: string
  bill(after?: number): BillLine[]
  /** Plans a fault for one key, for a vendor's (`bfl:*`), or for all with `*`; null takes it back. */
  setScenario(key: string, scenario: Scenario | null): void
  addKey(key: VendorKey): void
  /** Webhooks more than once, late, in any order, beside forged ones, or (copies 0) never. */
  setCallbacks(habits: Partial<CallbackHabits>): void
  /** Presses the buyer's button, or sends the callback again; false for an unknown order. */
  settlePayment(orderId: string, outcome: Outcome | 'redeliver'): boolean
  /** Somebody refunds at the gateway's own desk; false for an unknown order or too much. */
  refundAtDesk(orderId: string, amountMinor: number): boolean
  /** The buyer's bank takes back what is left of a payment; false when it cannot. */
  openDispute(orderId: string): boolean
  closeDispute(orderId: string, verdict: 'won' | 'lost'): boolean
  reset(): void
  close(): Promise<void>
}

/** Starts the outside world: the image vendors, the payment gateways, and the page that explains both. */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  if (!options.allowOtherHosts && !isLoopback(options.host))
    throw new Error(
      `The simulator hands out keys and play money: it binds loopback only, not ${options.host}.`,
    )
  if (options.sandboxSecret.length < 32)
    throw new Error('sandboxSecret must have at least 32 characters.')
  const now = options.now ?? Date.now
  const world = createWorld(options, now)
  const vendors = options.vendors ?? vendorList
  const stands = vendors.map((vendor) => vendorRoutes(world, vendor, options.rateLimit !== false))
  const addKey = ({ vendor = 'stability', ...key }: VendorKey) =>
    world.accountsOf(vendor).register(key)
  const reset = () => {
    for (const part of [
      world.accountsOf,
      ...stands,
      world.bill,
      world.scenarios,
      world.rateLimit,
      world.deliveries,
      ...world.desks,
    ])
      part.clear()
    for (const key of options.demoKeys ?? []) addKey(key)
  }
  reset()
  let url = ''
  const close = await listen(
    options,
    [
      ...stabilityRoutes(world),
      ...stands.map(({ route }) => route),
      ...gatewayRoutes(world, options, () => options.publicUrl ?? url),
      ...controlRoutes(world, reset),
      ...homeRoutes(() => options.publicUrl ?? url, { gateways: gatewaysOf(world), vendors }),
    ],
    (address) => (url = address),
  )
  return {
    url,
    stabilityUrl: `${url}/stability`,
    upstreamUrl: (id) => `${url}/${id}`,
    sandboxPayUrl: `${url}/sandbox`,
    stripeUrl: url,
    alipayUrl: `${url}/alipay`,
    bill: (after = 0) => world.bill.after(after),
    setScenario: (key, scenario) => world.scenarios.set(key, scenario),
    addKey,
    setCallbacks: (habits) => world.deliveries.setHabits(habits),
    ...buttonsOf(world),
    reset,
    async close() {
      for (const part of [world.deliveries, ...world.desks]) part.clear()
      await close()
    },
  }
}

/** The payment gateways that it was started with. */
function gatewayRoutes(world: World, options: SimulatorOptions, publicUrl: () => string): Route[] {
  return [
    ...sandboxRoutes(world, {
      secret: options.sandboxSecret,
      merchant: options.sandboxMerchant,
      publicUrl,
    }),
    ...(world.alipay ? alipayRoutes(world.alipay) : []),
    ...(world.stripe && options.stripe
      ? stripeRoutes({
          desk: world.stripe,
          secretKey: options.stripe.secretKey,
          publicUrl,
          now: world.now,
        })
      : []),
  ]
}

/** What somebody at a gateway's desk, or its buyer, can press. */
function buttonsOf({ desks }: World) {
  return {
    settlePayment: (orderId: string, outcome: Outcome | 'redeliver') =>
      desks.some((desk) => desk.settle(orderId, outcome)),
    refundAtDesk: (orderId: string, amountMinor: number) =>
      desks.some((desk) => desk.refund(orderId, amountMinor)),
    openDispute: (orderId: string) => desks.some((desk) => desk.openDispute(orderId)),
    closeDispute: (orderId: string, verdict: 'won' | 'lost') =>
      desks.some((desk) => desk.closeDispute(orderId, verdict)),
  }
}

/** The gateways that this simulator was started with, by the first part of their paths; Stripe's library knows `/v1` only. */
function gatewaysOf({ alipay, stripe }: World): string[] {
  return ['sandbox', ...(alipay ? ['alipay'] : []), ...(stripe ? ['v1'] : [])]
}

function createWorld(options: SimulatorOptions, now: () => number): World {
  const deliveries = createDeliveries(options.callbackRetryMs)
  const sandbox = createSandboxBook(deliveries, now, {
    own: options.sandboxSecret,
    foreign: options.stripe?.webhookSecret ?? 'the-key-of-another-gateway-0123456789',
  })
  const alipay = options.alipay
    ? createAlipayParty(options.alipay, options.sandboxSecret, deliveries, now)
    : null
  const stripe = options.stripe
    ? createStripeDesk(deliveries, now, {
        own: options.stripe.webhookSecret,
        foreign: options.sandboxSecret,
      })
    : null
  const accountsOf = createAccountsOf(options.vendors ?? vendorList)
  return {
    accounts: accountsOf('stability'),
    accountsOf,
    bill: createBill(now),
    scenarios: createScenarios(),
    rateLimit:
      options.rateLimit === false
        ? { allow: () => true, clear: () => undefined }
        : createRateLimit(now),
    deliveries,
    sandbox,
    alipay,
    stripe,
    desks: [
      deskOf(sandbox),
      ...(alipay ? [alipayDesk(alipay.book)] : []),
      ...(stripe ? [stripe] : []),
    ],
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
