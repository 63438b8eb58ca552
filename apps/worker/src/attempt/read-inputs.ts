import { createHash } from 'node:crypto'
import type { ClaimedCall } from '@aetherflow/api/tasks/worker-schemas'
import type { InputPicture, PublishedModel } from '@aetherflow/integrations/image/image-upstream'
import type { ObjectStorage } from '@aetherflow/integrations/storage/object-storage'

export type InputPictures = Partial<Record<'image' | 'mask', InputPicture>>
type StoredInput = NonNullable<NonNullable<ClaimedCall['inputs']>['image']>

const names = ['image', 'mask'] as const

/**
 * Reads the pictures that a call takes. Null when one is gone, is not what was stored, or is one that the model needs
 * and the call does not name: nothing must be sent then. Throws what storage throws.
 */
export async function readInputs(
  storage: Pick<ObjectStorage, 'get'>,
  model: PublishedModel | undefined,
  inputs: ClaimedCall['inputs'] = {},
): Promise<InputPictures | null> {
  const needed = model?.capability.inputs.filter(({ required }) => required) ?? []
  if (needed.some(({ name }) => inputs[name] === undefined)) return null
  const pictures: InputPictures = {}
  for (const name of names) {
    const stored = inputs[name]
    if (stored === undefined) continue
    const picture = await read(storage, stored)
    if (picture === null) return null
    pictures[name] = picture
  }
  return pictures
}

async function read(
  storage: Pick<ObjectStorage, 'get'>,
  { storageKey, mimeType, width, height, sizeBytes, sha256 }: StoredInput,
): Promise<InputPicture | null> {
  const object = await storage.get(storageKey)
  if (object === null) return null
  const { bytes } = object
  if (sizeBytes !== undefined && bytes.byteLength !== sizeBytes) return null
  if (sha256 !== undefined && createHash('sha256').update(bytes).digest('hex') !== sha256)
    return null
  return { bytes, mimeType, width, height }
}
