import type { IncomingMessage } from 'node:http'
import type { Door } from './door.ts'

const maxBytes = 16 * 1024
const maxKept = 100

/** Collects what browsers report against the policy, so that a journey can ask for "none". Demo and test only. */
export function createCspReports(): Door {
  const kept: unknown[] = []
  return {
    path: '/api/csp-report',
    async handle(request, response) {
      if (request.method === 'GET') {
        response
          .writeHead(200, { 'content-type': 'application/json' })
          .end(JSON.stringify({ count: kept.length, reports: kept }))
        return
      }
      const body = request.method === 'POST' ? await readSmall(request) : null
      if (body !== null && kept.length < maxKept) kept.push(body)
      response.writeHead(body === null ? 400 : 204).end()
    },
  }
}

async function readSmall(request: IncomingMessage): Promise<unknown> {
  let text = ''
  for await (const chunk of request) {
    text += String(chunk)
    if (text.length > maxBytes) return null
  }
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
