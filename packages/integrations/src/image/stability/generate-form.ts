import type { GenerateCall } from '../image-upstream.ts'
import { stabilityRoute } from './stability-models.ts'

/**
 * Encodes a call as multipart/form-data, which v2beta demands even when no file is sent.
 * Optional fields that the caller left out are left out here too, so that the vendor's defaults hold (seed: random).
 */
export async function generateForm(
  call: GenerateCall,
): Promise<{ bytes: Uint8Array; contentType: string }> {
  const form = new FormData()
  form.set('prompt', call.prompt)
  form.set('aspect_ratio', call.aspectRatio)
  form.set('output_format', call.outputFormat)
  const { modelField } = stabilityRoute(call.model)
  if (modelField !== null) form.set('model', modelField)
  if (call.negativePrompt !== undefined && call.negativePrompt !== '')
    form.set('negative_prompt', call.negativePrompt)
  if (call.seed !== undefined) form.set('seed', String(call.seed))
  if (call.stylePreset !== undefined) form.set('style_preset', call.stylePreset)
  // Response is the platform's own multipart encoder.
  const encoded = new Response(form)
  return { bytes: await encoded.bytes(), contentType: encoded.headers.get('content-type') ?? '' }
}
