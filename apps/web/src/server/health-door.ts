import type { Deps } from '@aetherflow/api/deps'
import { readiness } from '@aetherflow/api/readiness'
import type { Door } from './door.ts'

export type HealthDoorOptions = {
  deps: Deps
  workerHealthUrl: string | undefined
  simulatorUrl: string | undefined
}

/** `/api/health/live` says that the process answers, `/api/health/ready` that it can do its work. */
export function createHealthDoor({ deps, workerHealthUrl, simulatorUrl }: HealthDoorOptions): Door {
  return {
    path: '/api/health',
    async handle(request, response) {
      const path = (request.url ?? '').split('?', 1)[0]
      const reply = (status: number, body: unknown) => {
        response
          .writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
          .end(JSON.stringify(body))
      }
      if (path === '/api/health/live') return reply(200, { status: 'ok' })
      if (path !== '/api/health/ready') return reply(404, { status: 'unknown' })
      const [own, worker, simulator] = await Promise.all([
        readiness(deps),
        answers(workerHealthUrl === undefined ? undefined : `${workerHealthUrl}/live`),
        answers(simulatorUrl === undefined ? undefined : `${simulatorUrl}/health`),
      ])
      const parts = { ...own, worker, simulator }
      // In production other machines run the worker: it is reported and does not count.
      const counted = deps.mode === 'production' ? Object.values(own) : Object.values(parts)
      const ready = counted.every((state) => state === 'ok')
      reply(ready ? 200 : 503, { status: ready ? 'ok' : 'error', parts })
    },
  }
}

async function answers(url: string | undefined): Promise<'ok' | 'error'> {
  if (url === undefined) return 'error'
  const response = await fetch(url, { signal: AbortSignal.timeout(2_000) }).catch(() => null)
  return response?.ok === true ? 'ok' : 'error'
}
