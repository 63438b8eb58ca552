import type { Exchange, Route } from '../http/router.ts'
import type { World } from '../world.ts'
import { takeFreeCall } from './counter.ts'
import type { Parts } from './counter.ts'
import { deliver } from './deliver.ts'
import { createFiles } from './files.ts'
import { beginJob, showJob } from './job-calls.ts'
import { createJobs } from './jobs.ts'
import { sendAnswer } from './send-answer.ts'
import { takeOrder } from './take-order.ts'
import { createTokenBucket } from './token-bucket.ts'
import type { RateLimit } from './token-bucket.ts'
import type { Vendor } from './vendor.ts'
import type { VendorDesk } from './vendor-desk.ts'

const unlimited: RateLimit = { allow: () => true, clear: () => undefined }

/** Everything of one vendor below `/<id>`, its results under `/<id>/files`, and how to forget it all. */
export function vendorRoutes(
  world: World,
  vendor: Vendor,
  isLimited: boolean,
): { route: Route; clear(): void } {
  const jobs = createJobs(world.now)
  const files = createFiles(world, vendor.id)
  const rateLimit =
    vendor.rateLimit && isLimited ? createTokenBucket(world.now, vendor.rateLimit) : unlimited
  const desk = deskOf({ world, vendor, jobs, files, rateLimit })
  const routes = [files.route, ...vendor.routes(desk)]
  const handle = async (exchange: Exchange) => {
    const rest = exchange.params[0] ?? ''
    for (const { method, path, handle: answer } of routes) {
      const match = path.exec(rest)
      if (match && (method === 'ANY' || method === exchange.request.method))
        return answer({ ...exchange, params: match.slice(1) })
    }
    const detail = 'no such path'
    await sendAnswer(exchange, vendor.refuse('not-found', { requestId: '0', detail }), undefined)
  }
  return {
    route: { method: 'ANY', path: new RegExp(`^/${vendor.id}(/.*)$`), handle },
    clear() {
      for (const part of [jobs, files, rateLimit]) part.clear()
    },
  }
}

function deskOf(parts: Parts): VendorDesk {
  return {
    takeOrder: (exchange, read) => takeOrder(parts, exchange, read),
    deliver: (taken, answer) => deliver(parts, taken, answer),
    begin: (taken, answer, id) => beginJob(parts, taken, answer, id),
    showJob: (exchange, id, answer) => showJob(parts, exchange, id, answer),
    async showAccount(exchange, answer) {
      const caller = await takeFreeCall(parts, exchange, 'account')
      if (caller) await sendAnswer(exchange, answer(caller.account), caller.fault)
    },
  }
}
