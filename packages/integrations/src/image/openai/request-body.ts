import type { GenerateCall, InputPicture } from '../image-upstream.ts'
import { maskAlpha } from './mask-alpha.ts'
import type { OpenaiModel } from './openai-models.ts'

export type RequestBody = { path: string; bytes: Uint8Array; contentType: string }

/**
 * Writes a call as the vendor wants it: JSON to `/v1/images/generations`, or, where a picture is given, a form to
 * `/v1/images/edits`. One picture, at a quality and size of our choosing: `auto` would leave the price to the vendor.
 * @returns null for a mask that cannot be turned into the vendor's kind
 */
export async function requestBody(
  call: GenerateCall,
  { published, vendorModel, quality }: OpenaiModel,
): Promise<RequestBody | null> {
  const size = published.capability.sizes[call.aspectRatio ?? '']
  const { background } = call.options ?? {}
  const fields = {
    model: vendorModel,
    prompt: call.prompt,
    n: 1,
    size: `${size?.width ?? 1024}x${size?.height ?? 1024}`,
    quality,
    output_format: call.outputFormat,
    ...(background === undefined ? {} : { background }),
  }
  const { image, mask } = call.inputs ?? {}
  if (image === undefined)
    return {
      path: '/v1/images/generations',
      bytes: new TextEncoder().encode(JSON.stringify(fields)),
      contentType: 'application/json',
    }
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.set(name, String(value))
  form.set('image', fileOf(image), `image.${image.mimeType.slice('image/'.length)}`)
  if (mask !== undefined) {
    const alpha = mask.mimeType === 'image/png' ? await maskAlpha(mask.bytes) : null
    if (alpha === null) return null
    form.set('mask', fileOf({ bytes: alpha, mimeType: 'image/png' }), 'mask.png')
  }
  // Response is the platform's own multipart encoder.
  const encoded = new Response(form)
  return {
    path: '/v1/images/edits',
    bytes: await encoded.bytes(),
    contentType: encoded.headers.get('content-type') ?? '',
  }
}

function fileOf({ bytes, mimeType }: Pick<InputPicture, 'bytes' | 'mimeType'>): Blob {
  return new Blob([Uint8Array.from(bytes)], { type: mimeType })
}
