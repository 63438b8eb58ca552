import http from 'node:http'
import https from 'node:https'
import { setTimeout as sleep } from 'node:timers/promises'
import { FixableError } from '../run/fixable-error.ts'

const WITHIN_MS = 90_000
const EVERY_MS = 150

/** Asks `/api/health/ready` until it answers 200. */
export async function waitUntilReady(origin: string, logFile: string): Promise<void> {
  const deadline = performance.now() + WITHIN_MS
  for (;;) {
    const answer = await statusOf(`${origin}/api/health/ready`)
    if (answer.status === 200) return
    if (performance.now() > deadline) {
      throw new FixableError(
        `The app does not become ready: ${answer.text.slice(0, 500)}`,
        `read ${logFile}`,
      )
    }
    await sleep(EVERY_MS)
  }
}

function statusOf(url: string): Promise<{ status: number; text: string }> {
  return new Promise((resolve) => {
    // Our own certificate is self-signed; this only asks whether our own child listens.
    const options = { timeout: 5_000, rejectUnauthorized: false }
    const request = (url.startsWith('https:') ? https : http).get(url, options, (response) => {
      let text = ''
      response.on('data', (chunk: Buffer) => (text += chunk.toString()))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }))
    })
    request.on('timeout', () => request.destroy(new Error('no answer within 5 s')))
    request.on('error', (error) => resolve({ status: 0, text: error.message }))
  })
}
