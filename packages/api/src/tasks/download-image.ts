import type { Statement } from '@aetherflow/db/sql'
import { audit } from '../audit.ts'
import type { UserCtx } from '../context.ts'
import { DomainError } from '../domain-error.ts'
import { conversionName } from './conversion-name.ts'
import { signForMinutes } from './image-addresses.ts'
import { downloadName } from './download-name.ts'
import type { DownloadImage, ImageDownload } from './picture-schemas.ts'

const read: Statement = {
  name: 'download_image',
  text: `SELECT mime_type AS "mimeType" FROM images WHERE id = $1 AND user_id = $2 AND state = 'delivered'`,
}

/**
 * An address at which one of the caller's images can be kept, in the form that they ask for. The AI label is always in the
 * metadata and, unless they refuse it, to be seen; who refuses it is recorded, as 《人工智能生成合成内容标识办法》 §9
 * wants. Throws NOT_FOUND.
 */
export async function downloadImage(ctx: UserCtx, input: DownloadImage): Promise<ImageDownload> {
  const { deps, actor } = ctx
  const { imageId, ...request } = input
  const [image] = await deps.sql.query<{ mimeType: string }>(read, [imageId, actor.userId])
  if (image === undefined) throw new DomainError('NOT_FOUND')
  const name = conversionName(request)
  if (!request.mark) {
    const detail = { conversion: name }
    await audit(deps.sql, ctx, {
      action: 'tasks.download_without_mark',
      subjectKind: 'image',
      subjectId: imageId,
      detail,
    })
  }
  return {
    url: signForMinutes(deps, `/api/images/${imageId}/${name}`),
    fileName: downloadName(imageId, image.mimeType, request.format),
  }
}
