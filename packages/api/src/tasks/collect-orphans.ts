import type { Statement } from '@aetherflow/db/sql'
import { isUuid } from '../is-uuid.ts'
import type { WorkerCtx } from '../context.ts'
import type { CollectedOrphans, CollectOrphans } from './worker-schemas.ts'

const dayMs = 86_400_000
/** Younger objects may belong to a call that is still under way: tasks live for minutes. */
const oldEnoughMs = dayMs
/** Conversions are made again when somebody wants them. */
const conversionsKeptMs = 30 * dayMs

// A task has one image at most: any other attempt's bytes belong to nobody.
const images: Statement = {
  name: 'orphans_images',
  text: `SELECT i.task_id || '/' || i.attempt_id AS owner FROM images i
         WHERE i.task_id = ANY($1::uuid[]) AND i.storage_key <> ''`,
}
const uploads: Statement = {
  name: 'orphans_uploads',
  text: `SELECT id::text AS owner FROM reference_assets WHERE id = ANY($1::uuid[]) AND storage_key <> ''`,
}

type Area = CollectOrphans['area']
type Owned = { key: string; owner: string; id: string; isConversion: boolean }

/**
 * Walks a part of the storage and removes what no row names: bytes of attempts that another one overtook or that died after
 * storing, of uploads that were cut off, conversions that came after a deletion; and conversions that nobody made anew for
 * 30 days. Nothing younger than a day, and nothing whose key it does not understand. Goes on at the cursor that it gives.
 */
export async function collectOrphans(
  { deps }: WorkerCtx,
  { area, cursor, limit }: CollectOrphans,
): Promise<CollectedOrphans> {
  const now = deps.clock.now().getTime()
  const page = await deps.storage.list(`${area}/`, {
    limit,
    ...(cursor === null ? {} : { cursor }),
  })
  const old = page.objects.flatMap(({ key, modifiedAt }) => {
    const owned = ownerOf(area, key)
    const ageMs = now - modifiedAt.getTime()
    return owned === null || ageMs < oldEnoughMs ? [] : [{ ...owned, ageMs }]
  })
  const ids = [...new Set(old.map(({ id }) => id))]
  const statement = area === 'images' ? images : uploads
  const rows = ids.length === 0 ? [] : await deps.sql.query<{ owner: string }>(statement, [ids])
  const owners = new Set(rows.map(({ owner }) => owner))
  let removed = 0
  for (const { key, owner, isConversion, ageMs } of old) {
    if (owners.has(owner) && !(isConversion && ageMs >= conversionsKeptMs)) continue
    await deps.storage.delete(key)
    removed += 1
  }
  if (removed > 0) deps.log.info({ area, removed }, 'bytes that belonged to nobody were removed')
  return { cursor: page.cursor, seen: page.objects.length, removed }
}

/** `images/<task>/<attempt>…` or `uploads/<picture>/…`; null for what is not written like that. */
function ownerOf(area: Area, key: string): Owned | null {
  const [, first = '', second = '', third] = key.split('/')
  if (area === 'uploads')
    return isUuid(first) ? { key, owner: first, id: first, isConversion: false } : null
  const attempt = second.slice(0, 36)
  if (!isUuid(first) || !isUuid(attempt)) return null
  return { key, owner: `${first}/${attempt}`, id: first, isConversion: third !== undefined }
}
