import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { UserActor, UserCtx } from '@aetherflow/api/context'
import type { Deps } from '@aetherflow/api/deps'
import { asDomainError, DomainError } from '@aetherflow/api/domain-error'
import { errorCodes } from '@aetherflow/api/error-codes'
import { isUuid } from '@aetherflow/api/is-uuid'
import { addReferencePicture } from '@aetherflow/api/tasks/add-reference-picture'
import { findReferenceFile } from '@aetherflow/api/tasks/find-reference-file'
import { maxUploadBytes, maxUploadPixels } from '@aetherflow/api/tasks/reference-limits'
import { verifyAddress } from '@aetherflow/crypto/signed-address'
import type { PicturePool } from '@aetherflow/pictures/create-picture-pool'
import { actorOfToken } from './actor-of-token.ts'
import { clientAddress } from './client-address.ts'
import type { Door } from './door.ts'
import { readPictureBody } from './read-picture-body.ts'
import { createOriginRule, isFromElsewhere } from './refuse-foreign.ts'
import { admitBytes, takeSendingTurn } from './sending.ts'
import { readCookie, sessionCookieName } from './session-cookie.ts'

export type UploadDoorOptions = {
  deps: Deps
  pictures: Pick<PicturePool, 'adopt'>
  secret: string
  trustedProxyHops: number
}

const accepted: readonly string[] = ['image/png', 'image/jpeg', 'image/webp']
/** Bodies on their way at once: of one user, and of all. A slow line takes a place among many, no memory of the others. */
const perUser = 2
const inAll = 256
/** What of them may be in memory. */
const maxHeldBytes = 320 * 1024 * 1024
const retryAfterSeconds = 5

/**
 * `/api/uploads`: `POST /<client id>` takes a picture that somebody brings along (raw bytes, same origin, session, at most
 * 10 MiB and 40 MP; the same bytes again give the same answer), `GET /<id>/full|thumb` shows it behind a signed address.
 */
export function createUploadDoor(options: UploadDoorOptions): Door {
  const { deps, secret } = options
  const allowsOrigin = createOriginRule(deps.publicUrl, deps.mode !== 'production')
  const cookieName = sessionCookieName(deps.publicUrl.startsWith('https://'))
  const underWay = new Map<string, number>()
  let all = 0
  let held = 0

  async function take(request: IncomingMessage, actor: UserActor): Promise<unknown> {
    const mine = underWay.get(actor.userId) ?? 0
    if (mine >= perUser || all >= inAll)
      throw new DomainError('TOO_MANY_REQUESTS', { retryAfterSeconds })
    underWay.set(actor.userId, mine + 1)
    all += 1
    let own = 0
    const hold = (bytes: number) => {
      if (held + bytes > maxHeldBytes) return false
      held += bytes
      own += bytes
      return true
    }
    try {
      return await store(options, request, actor, hold)
    } finally {
      all -= 1
      held -= own
      const left = (underWay.get(actor.userId) ?? 1) - 1
      if (left > 0) underWay.set(actor.userId, left)
      else underWay.delete(actor.userId)
    }
  }

  return {
    path: '/api/uploads',
    async handle(request, response) {
      if (request.method === 'GET' || request.method === 'HEAD')
        return show(deps, request, response)
      try {
        if (request.method !== 'POST') throw new Refused(405, 'INPUT_INVALID')
        if (isFromElsewhere(request, allowsOrigin)) throw new DomainError('FORBIDDEN')
        const cookie = readCookie(request.headers.cookie, cookieName)
        const actor = await actorOfToken(deps, cookie, secret)
        if (actor === null) throw new DomainError('UNAUTHENTICATED')
        if (actor.status === 'disabled') throw new DomainError('ACCOUNT_DISABLED')
        answer(response, 200, await take(request, actor))
      } catch (error) {
        refuse(response, error)
      }
    },
  }
}

async function store(
  { deps, pictures, trustedProxyHops }: UploadDoorOptions,
  request: IncomingMessage,
  actor: UserActor,
  hold: (bytes: number) => boolean,
): Promise<unknown> {
  const [, , , clientId = '', ...rest] = (request.url ?? '').split('?', 1)[0]?.split('/') ?? []
  if (!isUuid(clientId) || rest.length > 0) throw new DomainError('INPUT_INVALID')
  const type = (request.headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase()
  if (!accepted.includes(type ?? '')) throw new DomainError('PICTURE_UNREADABLE')
  // Counted before a byte is read: sending the same again costs as much.
  await deps.limiter.consume('upload', actor.userId)
  const body = await readPictureBody(request, maxUploadBytes, hold)
  if (body.kind === 'no-room') throw new DomainError('TOO_MANY_REQUESTS', { retryAfterSeconds })
  if (body.kind === 'too-large')
    throw new DomainError('PICTURE_TOO_LARGE', {
      maxBytes: maxUploadBytes,
      maxPixels: maxUploadPixels,
    })
  if (body.kind === 'gone') throw new Refused(400, 'INPUT_INVALID')
  const ctx: UserCtx = {
    deps,
    requestId: randomUUID(),
    actor,
    address: clientAddress(request, trustedProxyHops),
    userAgent: String(request.headers['user-agent'] ?? '').slice(0, 256),
    locale: 'en',
  }
  const adopt = (bytes: Uint8Array) => pictures.adopt(bytes).catch(refuseWhenBusy)
  return addReferencePicture(ctx, { clientId, bytes: body.bytes }, adopt)
}

async function show(deps: Deps, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const missing = () =>
    void response
      .writeHead(404, { 'content-type': 'text/plain', 'cache-control': 'no-store' })
      .end('not found')
  const now = deps.clock.now().getTime()
  const verdict = verifyAddress(deps.addressSecret, request.url ?? '', now)
  if (!verdict.ok) return missing()
  const [, , , id = '', variant = ''] = verdict.path.split('/')
  if (variant !== 'full' && variant !== 'thumb') return missing()
  const file = await findReferenceFile(deps, id)
  if (file === null) return missing()
  if (!(await takeSendingTurn(deps, file.userId, response))) return busy(response)
  const object = await deps.storage.get(variant === 'full' ? file.storageKey : file.thumbKey)
  if (object === null) return missing()
  if (!admitBytes(deps, object.bytes.byteLength, response)) return busy(response)
  response.writeHead(200, {
    'content-type': object.contentType,
    'content-length': object.bytes.byteLength,
    'cache-control': 'private, max-age=300, immutable',
    'content-disposition': 'inline',
    'content-security-policy': "default-src 'none'; sandbox",
  })
  response.end(request.method === 'HEAD' ? undefined : object.bytes)
}

function busy(response: ServerResponse): void {
  response
    .writeHead(429, { 'retry-after': String(retryAfterSeconds), 'cache-control': 'no-store' })
    .end()
}

/** What HTTP itself refuses. */
class Refused extends Error {
  readonly status: 400 | 405
  readonly reason: 'INPUT_INVALID'
  constructor(status: 400 | 405, reason: 'INPUT_INVALID') {
    super(reason)
    this.status = status
    this.reason = reason
  }
}

function refuseWhenBusy(error: unknown): never {
  if (error instanceof Error && 'code' in error && error.code === 'PICTURES_BUSY')
    throw new DomainError('TOO_MANY_REQUESTS', { retryAfterSeconds }, error)
  throw error
}

const statuses: Partial<Record<string, number>> = {
  UNAUTHORIZED: 401,
  FORBIDDEN: 403,
  CONFLICT: 409,
  PRECONDITION_FAILED: 412,
  PAYLOAD_TOO_LARGE: 413,
  UNSUPPORTED_MEDIA_TYPE: 415,
  TOO_MANY_REQUESTS: 429,
  SERVICE_UNAVAILABLE: 503,
}

function refuse(response: ServerResponse, error: unknown): void {
  if (response.destroyed) return
  if (error instanceof Refused) return answer(response, error.status, { reason: error.reason })
  const refusal = asDomainError(error)
  if (refusal === null) throw error
  const { code, params } = refusal
  const retry = params['retryAfterSeconds']
  if (retry !== undefined) response.setHeader('retry-after', String(retry))
  answer(response, statuses[errorCodes[code]] ?? 400, { reason: code, params })
}

function answer(response: ServerResponse, status: number, body: unknown): void {
  const isWhole = status === 200
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
    // What was refused unread would be taken for the next request.
    ...(!isWhole && { connection: 'close' }),
  })
  response.end(JSON.stringify(body))
}
