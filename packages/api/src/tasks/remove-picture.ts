import type { ObjectStorage } from '@aetherflow/integrations/storage/object-storage'

/** Under what all conversions of a picture lie: its key without the ending, as a folder. */
export function conversionFolder(storageKey: string): string {
  return `${storageKey.replace(/\.[^./]+$/, '')}/`
}

const perPage = 100
/** There are 80 conversions at most; a storage that goes on listing what was deleted is broken. */
const maxPages = 10

export type StoredPicture = { storageKey: string; thumbKey: string }

/** Removes a picture from storage with its thumbnail and every conversion. Twice is no error. */
export async function removePicture(
  storage: ObjectStorage,
  { storageKey, thumbKey }: StoredPicture,
): Promise<void> {
  const folder = conversionFolder(storageKey)
  // From the start each time: what was listed is gone by then.
  for (let page = 0, more = true; more; page += 1) {
    if (page === maxPages) throw new Error(`${folder} does not become empty`)
    const { objects, cursor } = await storage.list(folder, { limit: perPage })
    await Promise.all(objects.map(({ key }) => storage.delete(key)))
    more = cursor !== null && objects.length > 0
  }
  await Promise.all([storage.delete(storageKey), storage.delete(thumbKey)])
}
