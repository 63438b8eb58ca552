import { createHash } from 'node:crypto'
import { prismaSql, type Sql, type Statement } from '@aetherflow/db/sql'
import type { UserCtx } from '../context.ts'
import { DomainError } from '../domain-error.ts'
import { lockForUser } from '../lock-for-user.ts'
import {
  referenceColumns,
  type ReferenceRow,
  toReferencePicture,
} from './internal/reference-rows.ts'
import { removePicture } from './remove-picture.ts'
import { uuidV7 } from './internal/uuid-v7.ts'
import type { ReferencePicture } from './picture-schemas.ts'
import { maxPictures, maxPicturesBytes } from './reference-limits.ts'

/** A picture as it came out of the thread that decoded it and wrote it anew. */
export type Adopted = {
  mimeType: 'image/png' | 'image/jpeg' | 'image/webp'
  width: number
  height: number
  bytes: Uint8Array
  sha256: string
  thumb: Uint8Array
}
/** Decodes and rewrites a picture; null for bytes that are none. */
export type AdoptPicture = (bytes: Uint8Array) => Promise<Adopted | null>

export type AddReferencePicture = { clientId: string; bytes: Uint8Array }
export type AddedPicture = ReferencePicture & { repeated: boolean }

const repeat: Statement = {
  name: 'reference_picture_repeat',
  text: `SELECT ${referenceColumns}, a.request_hash AS hash, a.deleted_at IS NOT NULL AS deleted
         FROM reference_assets a WHERE a.user_id = $1 AND a.client_id = $2`,
}
const held: Statement = {
  name: 'reference_pictures_held',
  text: `SELECT count(*)::integer AS count, coalesce(sum(size_bytes), 0)::bigint AS bytes
         FROM reference_assets WHERE user_id = $1 AND deleted_at IS NULL`,
}
const insert: Statement = {
  name: 'reference_picture_insert',
  text: `INSERT INTO reference_assets AS a (id, user_id, client_id, request_hash, storage_key, thumb_key, sha256,
           mime_type, width, height, size_bytes, last_used_at, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, public.clock_now(), public.clock_now())
         RETURNING ${referenceColumns}`,
}

/**
 * Keeps a picture that the caller brings along: decoded and written anew in a thread before anything is stored. The same
 * bytes under the same client id give the same picture. The door has counted it against the caller's limit. Throws
 * ACCOUNT_FROZEN, IDEMPOTENCY_CONFLICT, TOO_MANY_PICTURES { maxPictures, maxBytes }, PICTURE_UNREADABLE.
 */
export async function addReferencePicture(
  ctx: UserCtx,
  { clientId, bytes }: AddReferencePicture,
  adopt: AdoptPicture,
): Promise<AddedPicture> {
  const { deps, actor } = ctx
  if (actor.status === 'frozen') throw new DomainError('ACCOUNT_FROZEN')
  const asked = { userId: actor.userId, clientId, hash: sha256Of(bytes) }
  const before = await findRepeat(ctx, deps.sql, asked)
  if (before !== null) return before
  await checkRoom(deps.sql, actor.userId, bytes.byteLength)
  const picture = await adopt(bytes)
  if (picture === null) throw new DomainError('PICTURE_UNREADABLE')

  const id = uuidV7()
  const stored = {
    storageKey: `uploads/${id}/full.${picture.mimeType.slice('image/'.length)}`,
    thumbKey: `uploads/${id}/thumb.webp`,
  }
  await deps.storage.put(stored.storageKey, picture.bytes, picture.mimeType)
  await deps.storage.put(stored.thumbKey, picture.thumb, 'image/webp')
  const added = await deps.prisma
    .$transaction(async (transaction) => {
      const sql = prismaSql(transaction)
      await lockForUser(sql, 'reference pictures', actor.userId)
      const meanwhile = await findRepeat(ctx, sql, asked)
      if (meanwhile !== null) return meanwhile
      await checkRoom(sql, actor.userId, picture.bytes.byteLength)
      return insertPicture(ctx, sql, { ...asked, id, ...stored, picture })
    })
    .catch(async (error: unknown) => {
      await discard(ctx, stored)
      throw error
    })
  if (added.repeated) await discard(ctx, stored)
  return added
}

type Asked = { userId: string; clientId: string; hash: string }

async function findRepeat(
  { deps }: UserCtx,
  sql: Sql,
  { userId, clientId, hash }: Asked,
): Promise<AddedPicture | null> {
  type Row = ReferenceRow & { hash: string; deleted: boolean }
  const [row] = await sql.query<Row>(repeat, [userId, clientId])
  if (row === undefined) return null
  const { hash: before, deleted, ...picture } = row
  if (before !== hash || deleted) throw new DomainError('IDEMPOTENCY_CONFLICT')
  return { ...toReferencePicture(deps, picture), repeated: true }
}

async function checkRoom(sql: Sql, userId: string, moreBytes: number): Promise<void> {
  const [now] = await sql.query<{ count: number; bytes: bigint }>(held, [userId])
  const count = now?.count ?? 0
  const bytes = Number(now?.bytes ?? 0n)
  if (count >= maxPictures || bytes + moreBytes > maxPicturesBytes)
    throw new DomainError('TOO_MANY_PICTURES', { maxPictures, maxBytes: maxPicturesBytes })
}

type New = Asked & { id: string; storageKey: string; thumbKey: string; picture: Adopted }

async function insertPicture({ deps }: UserCtx, sql: Sql, added: New): Promise<AddedPicture> {
  const { id, userId, clientId, hash, storageKey, thumbKey, picture } = added
  const { sha256, mimeType, width, height, bytes } = picture
  const [row] = await sql.query<ReferenceRow>(insert, [
    id,
    userId,
    clientId,
    hash,
    storageKey,
    thumbKey,
    sha256,
    mimeType,
    width,
    height,
    bytes.byteLength,
  ])
  if (row === undefined) throw new Error('insert returned nothing')
  return { ...toReferencePicture(deps, row), repeated: false }
}

/** Bytes that no row names; what cannot be removed now, the collector of orphans finds. */
async function discard(
  { deps }: UserCtx,
  stored: { storageKey: string; thumbKey: string },
): Promise<void> {
  await removePicture(deps.storage, stored).catch((error: unknown) =>
    deps.log.warn({ err: error, key: stored.storageKey }, 'refused picture was not removed'),
  )
}

function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
