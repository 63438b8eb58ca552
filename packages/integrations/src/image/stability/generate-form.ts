import type { GenerateCall } from '../image-upstream.ts'

/**
 * Encodes a call as multipart/form-data, which v2beta demands even when no file is sent. Options go out under their own
 * names, which are the vendor's. What the caller left out is left out here too, so that the vendor's defaults hold.
 * @param fixed fields that the model's route always gets
 */
export async function generateForm(
  call: GenerateCall,
  fixed: Readonly<Record<string, string>>,
): Promise<{ bytes: Uint8Array; contentType: string }> {
  const form = new FormData()
  const { prompt, negativePrompt, aspectRatio, seed, stylePreset } = call
  const fields = {
    ...call.options,
    ...(prompt === '' ? {} : { prompt }),
    aspect_ratio: aspectRatio,
    output_format: call.outputFormat,
    negative_prompt: negativePrompt === '' ? undefined : negativePrompt,
    seed,
    style_preset: stylePreset,
    ...fixed,
  }
  for (const [name, value] of Object.entries(fields))
    if (value !== undefined) form.set(name, String(value))
  for (const name of ['image', 'mask'] as const) {
    const picture = call.inputs?.[name]
    if (picture === undefined) continue
    const file = new Blob([Uint8Array.from(picture.bytes)], { type: picture.mimeType })
    form.set(name, file, `${name}.${picture.mimeType.slice('image/'.length)}`)
  }
  // Response is the platform's own multipart encoder.
  const encoded = new Response(form)
  return { bytes: await encoded.bytes(), contentType: encoded.headers.get('content-type') ?? '' }
}
