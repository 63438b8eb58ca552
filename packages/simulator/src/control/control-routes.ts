import { z } from 'zod'
import { readBody } from '../http/read-body.ts'
import type { Exchange, Route } from '../http/router.ts'
import { sendJson } from '../http/send.ts'
import type { Callbacks } from '../sandbox/callbacks.ts'
import { FAULTS } from '../scenario.ts'
import type { World } from '../world.ts'

const keysSchema = z.strictObject({
  key: z.string().min(8).max(200),
  credits: z.number().min(0),
  account: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/),
})
const scenarioSchema = z.strictObject({
  key: z.string().min(1).max(200),
  scenario: z
    .strictObject({
      fault: z.enum(FAULTS),
      times: z.int().min(1).optional(),
      delayMs: z.int().min(0).optional(),
      on: z.enum(['generate', 'account', 'all']).optional(),
    })
    .nullable(),
})
const callbacksSchema = z.strictObject({
  copies: z.int().min(0).max(10).optional(),
  delayMs: z.int().min(0).optional(),
})
const settleSchema = z.strictObject({
  orderId: z.string(),
  outcome: z.enum(['paid', 'cancelled', 'expired', 'redeliver']),
})

/** The back door for other processes: bill, keys, faults, callbacks and a clean slate. */
export function controlRoutes(world: World, callbacks: Callbacks, reset: () => void): Route[] {
  const post = <Input>(
    path: RegExp,
    schema: z.ZodType<Input>,
    act: (input: Input) => boolean | void,
  ): Route => ({
    method: 'POST',
    path,
    handle: async (exchange) => {
      const input = await readInput(exchange, schema)
      if (!input.ok) return sendJson(exchange.response, 400, { error: input.error })
      const found = act(input.value)
      sendJson(exchange.response, found === false ? 404 : 200, { ok: found !== false })
    },
  })
  return [
    {
      method: 'GET',
      path: /^\/control\/bill$/,
      handle: ({ response, url }) =>
        sendJson(response, 200, {
          lines: world.bill.after(Number(url.searchParams.get('after') ?? 0) || 0),
        }),
    },
    post(/^\/control\/keys$/, keysSchema, (key) => world.accounts.register(key)),
    post(/^\/control\/scenarios$/, scenarioSchema, ({ key, scenario }) =>
      world.scenarios.set(key, scenario),
    ),
    post(/^\/control\/callbacks$/, callbacksSchema, ({ copies, delayMs }) =>
      callbacks.setHabits({
        ...(copies === undefined ? {} : { copies }),
        ...(delayMs === undefined ? {} : { delayMs }),
      }),
    ),
    post(/^\/control\/payments$/, settleSchema, ({ orderId, outcome }) => {
      const payment = world.payments.byOrder(orderId)
      if (!payment) return false
      if (outcome === 'redeliver') world.payments.redeliver(payment)
      else world.payments.close(payment, outcome)
      return true
    }),
    post(/^\/control\/reset$/, z.unknown(), () => reset()),
  ]
}

async function readInput<Input>(
  { request }: Exchange,
  schema: z.ZodType<Input>,
): Promise<{ ok: true; value: Input } | { ok: false; error: string }> {
  const { origin, host } = request.headers
  // Pages elsewhere can post here without asking; what they can do is limited to being refused.
  if (origin !== undefined && origin !== `http://${host ?? ''}`)
    return { ok: false, error: 'origin: not this simulator' }
  const body = await readBody(request, 65_536)
  // A browser page elsewhere could post a form here, but not JSON without asking first.
  if (
    body &&
    body.length > 0 &&
    !(request.headers['content-type'] ?? '').startsWith('application/json')
  )
    return { ok: false, error: 'content-type: must be application/json' }
  let json: unknown
  try {
    json = body && body.length > 0 ? JSON.parse(body.toString('utf8')) : undefined
  } catch {
    return { ok: false, error: 'body: not JSON' }
  }
  const parsed = schema.safeParse(json)
  return parsed.success
    ? { ok: true, value: parsed.data }
    : { ok: false, error: z.prettifyError(parsed.error) }
}
