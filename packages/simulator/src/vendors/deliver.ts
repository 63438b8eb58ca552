import { setTimeout as sleep } from 'node:timers/promises'
import { lastsMs, note, pictureOf, shownStatus } from './counter.ts'
import type { Parts } from './counter.ts'
import { sendAnswer } from './send-answer.ts'
import type { Answer } from './vendor.ts'
import type { Drawn, Taken } from './vendor-desk.ts'

/** Draws, takes its time, charges and answers, all in one call. */
export async function deliver(
  parts: Parts,
  taken: Taken,
  answer: (drawn: Drawn) => Answer,
): Promise<void> {
  const { world, vendor, files } = parts
  const { exchange, requestId, key, account, order, credits, seed, scenario } = taken
  const filtered = scenario?.fault === 'filtered'
  const picture = pictureOf(parts, taken, filtered)
  account.reserved += credits
  const [bytes] = await Promise.all([world.draw(picture), sleep(lastsMs(parts, scenario))]).finally(
    () => (account.reserved -= credits),
  )
  const billed = filtered && !vendor.billsFiltered ? 0 : credits
  account.credits -= billed
  const written = answer({
    requestId,
    bytes,
    mimeType: `image/${order.format}`,
    seed,
    filtered,
    url: () => files.address(exchange, picture, key),
  })
  const { model, correlationId } = order
  const status = shownStatus(scenario, written.status)
  note(parts, taken, { status, billed, model, correlationId })
  await sendAnswer(exchange, written, scenario?.fault)
}
