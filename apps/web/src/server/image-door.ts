import type { ServerResponse } from 'node:http'
import type { Deps } from '@aetherflow/api/deps'
import { asDomainError } from '@aetherflow/api/domain-error'
import { parseConversionName } from '@aetherflow/api/tasks/conversion-name'
import { findImageFile, type ImageFile } from '@aetherflow/api/tasks/find-image-file'
import { downloadName } from '@aetherflow/api/tasks/download-name'
import { verifyAddress } from '@aetherflow/crypto/signed-address'
import type { PicturePool } from '@aetherflow/pictures/create-picture-pool'
import { type Converter, createConverter } from './create-converter.ts'
import type { Door } from './door.ts'
import { admitBytes, takeSendingTurn } from './sending.ts'

type Served = { bytes: Uint8Array; mimeType: string; fileName: string | null }

/**
 * `/api/images/<id>/<variant>`: bytes behind signed, expiring addresses; whoever holds one may look for its minutes. The
 * variant is `full`, `thumb`, or the name of a conversion, which is a download.
 */
export function createImageDoor(deps: Deps, pictures: Pick<PicturePool, 'convert'>): Door {
  const converted = createConverter(deps, pictures)
  return {
    path: '/api/images',
    async handle(request, response) {
      if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(response, 405)
      const now = deps.clock.now().getTime()
      const verdict = verifyAddress(deps.addressSecret, request.url ?? '', now)
      if (!verdict.ok) return refuse(response, 404)
      const [, , , id = '', variant = ''] = verdict.path.split('/')
      const file = await findImageFile(deps, id)
      if (file === null) return refuse(response, 404)
      if (!(await takeSendingTurn(deps, file.userId, response))) return refuse(response, 429, 5)
      try {
        const served = await serve(deps, converted, file, variant)
        if (served === null) return refuse(response, 404)
        if (!admitBytes(deps, served.bytes.byteLength, response)) return refuse(response, 429, 5)
        send(response, served, request.method === 'HEAD')
      } catch (error) {
        const refusal = asDomainError(error)
        if (refusal?.code !== 'TOO_MANY_REQUESTS') throw error
        refuse(response, 429, Number(refusal.params['retryAfterSeconds'] ?? 5))
      }
    },
  }
}

async function serve(
  deps: Deps,
  converted: Converter,
  file: ImageFile,
  variant: string,
): Promise<Served | null> {
  if (variant === 'full' || variant === 'thumb') {
    const object = await deps.storage.get(variant === 'full' ? file.storageKey : file.thumbKey)
    const mimeType = variant === 'full' ? file.mimeType : 'image/webp'
    return object && { bytes: object.bytes, mimeType, fileName: null }
  }
  const conversion = parseConversionName(variant)
  if (conversion === null) return null
  const picture = await converted(file, conversion)
  const fileName = downloadName(file.id, file.mimeType, conversion.format)
  return picture && { ...picture, fileName }
}

function send(
  response: ServerResponse,
  { bytes, mimeType, fileName }: Served,
  isHead: boolean,
): void {
  response.writeHead(200, {
    'content-type': mimeType,
    'content-length': bytes.byteLength,
    'cache-control': 'private, max-age=300, immutable',
    'content-disposition': fileName === null ? 'inline' : `attachment; filename="${fileName}"`,
    'content-security-policy': "default-src 'none'; sandbox",
  })
  response.end(isHead ? undefined : bytes)
}

const words: Record<number, string> = {
  404: 'not found',
  405: 'not allowed',
  429: 'too many pictures at once: try again in some seconds / 同时请求的图片太多，请几秒后再试',
}

function refuse(response: ServerResponse, status: 404 | 405 | 429, retryAfterSeconds = 0): void {
  response
    .writeHead(status, {
      'content-type': 'text/plain; charset=utf-8',
      'cache-control': 'no-store',
      ...(status === 429 && { 'retry-after': String(retryAfterSeconds) }),
    })
    .end(words[status])
}
