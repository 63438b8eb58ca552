import { randomInt } from 'node:crypto'
import type { Exchange } from '../http/router.ts'
import { callerOf, newRequestId, note, refuse, REFUSALS } from './counter.ts'
import type { Line, Parts } from './counter.ts'
import { keyOf, readText } from './read-request.ts'
import { sendAnswer } from './send-answer.ts'
import type { Order, ReadOrder, Refusal } from './vendor.ts'
import type { Taken } from './vendor-desk.ts'

const MAX_SEED = 2_147_483_647

type Counter = Omit<Taken, 'order' | 'credits' | 'seed'> & {
  no(refusal: Refusal, detail: string, line?: Partial<Line>): null
}

/** Checks key, limits and body in the order that vendors do, then what the account can pay for. */
export async function takeOrder(
  parts: Parts,
  exchange: Exchange,
  read: ReadOrder,
): Promise<Taken | null> {
  const { world, vendor, rateLimit } = parts
  const requestId = newRequestId()
  const caller = callerOf(parts, exchange)
  const of = { exchange, requestId, ...(caller ?? { key: keyOf(vendor, exchange.request) ?? '' }) }
  const no = (refusal: Refusal, detail: string, line: Partial<Line> = {}) => {
    note(parts, of, { status: refuse(parts, exchange, refusal, { requestId, detail }), ...line })
    return null
  }
  if (caller === null) return no('unauthorized', 'the key is not valid')
  const { key } = caller
  const scenario = world.scenarios.take({ vendor: vendor.id, key, kind: 'generate' })
  if (scenario?.fault === 'drop-before-reading') {
    note(parts, of, { status: 0 })
    exchange.request.socket.destroy()
    return null
  }
  if (!rateLimit.allow(key)) return no('rate-limited', 'slow down')
  const text = await readText(vendor, exchange.request)
  if (text === null) return no('too-large', 'the body is too large')
  const order = await read({ ...text, headers: exchange.request.headers, params: exchange.params })
  if ('refusal' in order) return no(order.refusal, order.detail)
  return judge(parts, { exchange, requestId, ...caller, scenario, no }, order)
}

/** Planned faults, the price list, the balance and the jobs underway. */
async function judge(parts: Parts, counter: Counter, order: Order): Promise<Taken | null> {
  const { world, vendor, jobs } = parts
  const { no, ...of } = counter
  const { model, prompt, correlationId } = order
  const line = { model, correlationId }
  const scenario =
    of.scenario ?? world.scenarios.take({ vendor: vendor.id, key: '', kind: 'generate', prompt })
  const planned = scenario ? REFUSALS[scenario.fault] : undefined
  const refusal = planned === 'moderated' && order.moderatedAsJob ? undefined : planned
  if (refusal) return no(refusal, `planned: ${refusal}`, line)
  const credits = order.credits ?? vendor.prices[model]
  if (credits === undefined) return no('not-found', `no model ${model}`, line)
  if (of.account.credits - of.account.reserved < credits) return no('drained', 'no credits', line)
  if (jobs.underway(of.account) >= (vendor.maxRunning ?? Number.POSITIVE_INFINITY))
    return no('rate-limited', 'too many jobs at once', line)
  if (scenario?.fault === 'hang' || scenario?.fault === 'html') {
    note(parts, of, { ...line, status: scenario.fault === 'html' ? 200 : 0 })
    await sendAnswer(of.exchange, { status: 200, body: null }, scenario.fault)
    return null
  }
  return { ...of, order, credits, seed: order.seed ?? randomInt(1, MAX_SEED), scenario }
}
