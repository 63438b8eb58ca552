import { randomUUID } from 'node:crypto'
import type { TestDeps } from '../../testing/test-deps.ts'

export type UploadChanges = { width?: number; height?: number; sizeBytes?: number }

/** A reference picture of a user, put straight into the table; there are no bytes behind it. */
export async function addUpload(
  test: TestDeps,
  userId: string,
  { width = 640, height = 480, sizeBytes = 1234 }: UploadChanges = {},
): Promise<{ id: string; storageKey: string }> {
  const id = randomUUID()
  const storageKey = `references/${id}.webp`
  await test.admin.query(
    `INSERT INTO reference_assets (id, client_id, request_hash, user_id, storage_key, thumb_key, sha256, mime_type,
       width, height, size_bytes)
     VALUES ($1, $1, repeat('0', 64), $2, $3, $3, repeat('0', 64), 'image/webp', $4, $5, $6)`,
    [id, userId, storageKey, width, height, sizeBytes],
  )
  return { id, storageKey }
}
