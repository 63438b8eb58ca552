import type { ServerResponse } from 'node:http'
import type { Deps } from '@aetherflow/api/deps'
import { findImageFile, type ImageVariant } from '@aetherflow/api/tasks/find-image-file'
import { verifyAddress } from '@aetherflow/crypto/signed-address'
import type { Door } from './door.ts'

const variants: readonly string[] = ['full', 'thumb', 'download'] satisfies ImageVariant[]

/** `/api/images/<id>/<variant>`: bytes behind signed, expiring addresses; whoever holds one may look for its minutes. */
export function createImageDoor(deps: Deps): Door {
  return {
    path: '/api/images',
    async handle(request, response) {
      if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(response, 405)
      const verdict = verifyAddress(
        deps.addressSecret,
        request.url ?? '',
        deps.clock.now().getTime(),
      )
      if (!verdict.ok) return refuse(response, 404)
      const [, , , id = '', variant = ''] = verdict.path.split('/')
      if (!isVariant(variant)) return refuse(response, 404)
      const file = await findImageFile(deps, id, variant)
      const object = file === null ? null : await deps.storage.get(file.key)
      if (file === null || object === null) return refuse(response, 404)
      response.writeHead(200, {
        'content-type': file.mimeType,
        'content-length': object.bytes.byteLength,
        'cache-control': 'private, max-age=300, immutable',
        'content-disposition':
          variant === 'download' ? `attachment; filename="${file.downloadName}"` : 'inline',
        'content-security-policy': "default-src 'none'; sandbox",
      })
      response.end(request.method === 'HEAD' ? undefined : object.bytes)
    },
  }
}

function isVariant(variant: string): variant is ImageVariant {
  return variants.includes(variant)
}

function refuse(response: ServerResponse, status: number): void {
  response
    .writeHead(status, { 'content-type': 'text/plain', 'cache-control': 'no-store' })
    .end('not found')
}
