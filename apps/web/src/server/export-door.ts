import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Deps } from '@aetherflow/api/deps'
import { type OpenedExport, openExport } from '@aetherflow/api/wallet/open-export'
import { verifyAddress } from '@aetherflow/crypto/signed-address'
import { actorOfToken } from './actor-of-token.ts'
import type { Door } from './door.ts'
import { readCookie, sessionCookieName } from './session-cookie.ts'

export type ExportDoorOptions = { deps: Deps; secret: string }

/** A reader who takes nothing for so long has gone. */
const stallMs = 60_000

/**
 * `/api/exports/…`: files behind signed, expiring addresses, for their owner alone: the address names the
 * owner, and the session must be theirs too. Rows are read as fast as they are taken, one file per user at
 * a time in this process.
 */
export function createExportDoor({ deps, secret }: ExportDoorOptions): Door {
  const cookieName = sessionCookieName(deps.publicUrl.startsWith('https://'))
  const underWay = new Set<string>()
  return {
    path: '/api/exports',
    async handle(request, response) {
      if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(response, 405)
      const now = deps.clock.now().getTime()
      const verdict = verifyAddress(deps.addressSecret, request.url ?? '', now)
      if (!verdict.ok) return refuse(response, 404)
      const cookie = readCookie(request.headers.cookie, cookieName)
      const actor = await actorOfToken(deps, cookie, secret)
      if (actor === null || actor.status === 'disabled') return refuse(response, 404)
      const { userId } = actor
      const file = openExport(deps, userId, verdict.path)
      if (file === null) return refuse(response, 404)
      if (underWay.has(userId)) return refuse(response, 429)
      underWay.add(userId)
      try {
        await send(request, response, file)
      } finally {
        underWay.delete(userId)
      }
    },
  }
}

async function send(
  request: IncomingMessage,
  response: ServerResponse,
  { fileName, pieces }: OpenedExport,
): Promise<void> {
  response.writeHead(200, {
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': `attachment; filename="${fileName}"`,
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; sandbox",
  })
  if (request.method === 'HEAD') return void response.end()
  response.setTimeout(stallMs, () => response.destroy())
  try {
    await pipeline(Readable.from(pieces, { highWaterMark: 1 }), response)
  } catch (error) {
    // Somebody who closed the window is no fault of ours.
    if (!isGone(error)) throw error
  }
}

function isGone(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE'
}

const words: Record<number, string> = {
  404: 'not found',
  405: 'not allowed',
  429: 'another file is on its way: wait until it has arrived / 另一份文件正在导出，请稍候',
}

function refuse(response: ServerResponse, status: number): void {
  response
    .writeHead(status, {
      'content-type': 'text/plain; charset=utf-8',
      'cache-control': 'no-store',
      ...(status === 429 && { 'retry-after': '10' }),
    })
    .end(words[status])
}
