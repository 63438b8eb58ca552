import type { Deps } from '@aetherflow/api/deps'
import { DomainError } from '@aetherflow/api/domain-error'
import { type ConversionRequest, conversionName } from '@aetherflow/api/tasks/conversion-name'
import {
  findImageFacts,
  findImageFile,
  type ImageFile,
} from '@aetherflow/api/tasks/find-image-file'
import { conversionFolder } from '@aetherflow/api/tasks/remove-picture'
import { convertedType } from '@aetherflow/api/tasks/download-name'
import type { PicturePool } from '@aetherflow/pictures/create-picture-pool'
import type { ConversionFormat } from '@aetherflow/pictures/picture'

export type Converted = { bytes: Uint8Array; mimeType: string }
export type Converter = (file: ImageFile, request: ConversionRequest) => Promise<Converted | null>

/** Under way at once for one user; the threads' queue bounds all of them together. */
const perUser = 2
const retryAfterSeconds = 5

/**
 * Conversions on demand, kept beside the image they come from: the next one who asks gets the stored bytes, and deleting
 * the image deletes them. Two who ask for the same wait for one. Null when the image is gone. Throws TOO_MANY_REQUESTS
 * { retryAfterSeconds }.
 */
export function createConverter(deps: Deps, pictures: Pick<PicturePool, 'convert'>): Converter {
  const underWay = new Map<string, Promise<Converted | null>>()
  const ofUser = new Map<string, number>()

  async function convert(file: ImageFile, request: ConversionRequest, key: string) {
    const source = await deps.storage.get(file.storageKey)
    if (source === null) return null
    const format = formatOf(convertedType(file.mimeType, request.format))
    const picture = await pictures
      .convert(source.bytes, {
        format,
        longest: request.longest === 'full' ? null : Number(request.longest),
        mark: request.mark,
        provenance: await provenanceOf(deps, file, request),
      })
      .catch(refuseWhenBusy)
    if (picture === null) throw new Error(`stored image ${file.id} cannot be converted`)
    await deps.storage.put(key, picture.bytes, picture.mimeType)
    // Deleted meanwhile: nothing of it may stay, or be given out.
    if ((await findImageFile(deps, file.id)) !== null) return picture
    await deps.storage.delete(key)
    return null
  }

  return async (file, request) => {
    const key = `${conversionFolder(file.storageKey)}${conversionName(request)}`
    const stored = await deps.storage.get(key)
    if (stored !== null) return { bytes: stored.bytes, mimeType: stored.contentType }
    const running = underWay.get(key)
    if (running !== undefined) return running
    const count = ofUser.get(file.userId) ?? 0
    if (count >= perUser) throw new DomainError('TOO_MANY_REQUESTS', { retryAfterSeconds })
    ofUser.set(file.userId, count + 1)
    const work = deps.limiter
      .consume('convert', file.userId)
      .then(() => convert(file, request, key))
      .finally(() => {
        underWay.delete(key)
        const left = (ofUser.get(file.userId) ?? 1) - 1
        if (left > 0) ofUser.set(file.userId, left)
        else ofUser.delete(file.userId)
      })
    underWay.set(key, work)
    return work
  }
}

async function provenanceOf(deps: Deps, file: ImageFile, request: ConversionRequest) {
  const asked = await findImageFacts(deps, file.id)
  const { isComposite = false, ...facts } = asked ?? {}
  return {
    produceId: file.attemptId,
    propagateId: file.id,
    isComposite,
    ...(request.facts && 'prompt' in facts ? { facts } : {}),
  }
}

function formatOf(mimeType: string): ConversionFormat {
  const format = mimeType.slice('image/'.length)
  if (format === 'png' || format === 'jpeg' || format === 'webp' || format === 'avif') return format
  throw new Error(`an image of type ${mimeType} cannot be converted`)
}

function refuseWhenBusy(error: unknown): never {
  if (error instanceof Error && 'code' in error && error.code === 'PICTURES_BUSY')
    throw new DomainError('TOO_MANY_REQUESTS', { retryAfterSeconds }, error)
  throw error
}
