import { z } from 'zod'
import type { CallbackHabits } from '../deliveries/create-deliveries.ts'
import { FORGERIES } from '../deliveries/message.ts'
import { readBody } from '../http/read-body.ts'
import type { Exchange, Route } from '../http/router.ts'
import { sendJson } from '../http/send.ts'
import { CALL_KINDS, FAULTS } from '../scenario.ts'
import type { World } from '../world.ts'

const keysSchema = z.strictObject({
  key: z.string().min(8).max(200),
  credits: z.number().min(0),
  account: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/),
  vendor: z
    .string()
    .regex(/^[a-z0-9-]{1,32}$/)
    .default('stability'),
})
const scenarioSchema = z.strictObject({
  key: z.string().min(1).max(200),
  scenario: z
    .strictObject({
      fault: z.enum(FAULTS),
      times: z.int().min(1).optional(),
      delayMs: z.int().min(0).optional(),
      on: z.enum([...CALL_KINDS, 'all']).optional(),
    })
    .nullable(),
})
const callbacksSchema = z.strictObject({
  copies: z.int().min(0).max(10).optional(),
  delayMs: z.int().min(0).optional(),
  shuffle: z.boolean().optional(),
  forge: z.array(z.enum(FORGERIES)).max(FORGERIES.length).optional(),
})
const settleSchema = z.strictObject({
  orderId: z.string(),
  outcome: z.enum(['paid', 'cancelled', 'expired', 'redeliver']),
})
const refundSchema = z.strictObject({ orderId: z.string(), amountMinor: z.int().min(1) })
const disputeSchema = z.strictObject({
  orderId: z.string(),
  verdict: z.enum(['open', 'won', 'lost']),
})

/** The back door for other processes: bill, keys, faults, callbacks and a clean slate. */
export function controlRoutes(world: World, reset: () => void): Route[] {
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
    post(/^\/control\/keys$/, keysSchema, (key) => world.accountsOf(key.vendor).register(key)),
    post(/^\/control\/scenarios$/, scenarioSchema, ({ key, scenario }) =>
      world.scenarios.set(key, scenario),
    ),
    post(/^\/control\/callbacks$/, callbacksSchema, (habits) =>
      world.deliveries.setHabits(definedOf(habits)),
    ),
    post(/^\/control\/payments$/, settleSchema, ({ orderId, outcome }) =>
      world.desks.some((desk) => desk.settle(orderId, outcome)),
    ),
    post(/^\/control\/refunds$/, refundSchema, ({ orderId, amountMinor }) =>
      world.desks.some((desk) => desk.refund(orderId, amountMinor)),
    ),
    post(/^\/control\/disputes$/, disputeSchema, ({ orderId, verdict }) =>
      world.desks.some((desk) =>
        verdict === 'open' ? desk.openDispute(orderId) : desk.closeDispute(orderId, verdict),
      ),
    ),
    post(/^\/control\/reset$/, z.unknown(), () => reset()),
  ]
}

/** Without what was left out, which would overwrite what stands. */
function definedOf(habits: z.infer<typeof callbacksSchema>): Partial<CallbackHabits> {
  return Object.fromEntries(Object.entries(habits).filter(([, value]) => value !== undefined))
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
