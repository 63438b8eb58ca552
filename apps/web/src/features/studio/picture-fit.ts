import type { Capability, ModelView } from '@aetherflow/api/tasks/schemas'

type InputSpec = Capability['inputs'][number]
export type PictureSize = { width: number; height: number; sizeBytes: number; mimeType: string }

/** Why a picture is nothing for a model, with the bound that it breaks. */
export type PictureProblem =
  | { kind: 'type' }
  | { kind: 'bytes'; maxBytes: number }
  | { kind: 'side-short'; minSide: number }
  | { kind: 'side-long'; maxSide: number }
  | { kind: 'pixels-few'; minPixels: number }
  | { kind: 'pixels-many'; maxPixels: number }
  | { kind: 'ratio'; maxRatio: number }
  /** What the model would make of it: too large in any format, or as a PNG only. */
  | { kind: 'output'; maxPixels: number }
  | { kind: 'output-png'; maxPixels: number }

export const pictureTypes: readonly string[] = ['image/png', 'image/jpeg', 'image/webp']

export function pictureProblem(spec: InputSpec, picture: PictureSize): PictureProblem | null {
  const { width, height, sizeBytes, mimeType } = picture
  const [short, long] = width < height ? [width, height] : [height, width]
  const pixels = width * height
  if (!pictureTypes.includes(mimeType)) return { kind: 'type' }
  if (sizeBytes > spec.maxBytes) return { kind: 'bytes', maxBytes: spec.maxBytes }
  if (short < spec.minSide) return { kind: 'side-short', minSide: spec.minSide }
  if (long > spec.maxSide) return { kind: 'side-long', maxSide: spec.maxSide }
  if (pixels < spec.minPixels) return { kind: 'pixels-few', minPixels: spec.minPixels }
  if (pixels > spec.maxPixels) return { kind: 'pixels-many', maxPixels: spec.maxPixels }
  return long > short * spec.maxRatio ? { kind: 'ratio', maxRatio: spec.maxRatio } : null
}

const maxOutputPixels = 40_000_000
/** Four bytes for each, within the 25,000,000 that are read of an answer. */
const maxPngPixels = 6_250_000

type Asked = { outputFormat: string; options: Readonly<Record<string, string | number | boolean>> }

/** Whether the result would be larger than what is read; the server would refuse it (INPUT_UNFIT, rule output). */
export function outputProblem(
  output: Capability['output'],
  { width, height }: Pick<PictureSize, 'width' | 'height'>,
  { outputFormat, options }: Asked,
): PictureProblem | null {
  if (output === undefined) return null
  const more = (names: readonly string[]) =>
    names.reduce((pixels, name) => pixels + Number(options[name] ?? 0), 0)
  const { scale, widen, heighten } = output
  const pixels = (width * scale + more(widen)) * (height * scale + more(heighten))
  if (pixels > maxOutputPixels) return { kind: 'output', maxPixels: maxOutputPixels }
  const isPng = outputFormat === 'png' && pixels > maxPngPixels
  return isPng ? { kind: 'output-png', maxPixels: maxPngPixels } : null
}

/** The first model on offer that takes this picture, other than those that do not. */
export function modelForPicture(
  able: readonly ModelView[],
  input: InputSpec['name'],
  picture: PictureSize,
  chosen: readonly ModelView[],
): ModelView | undefined {
  return able.find((model) => {
    const spec = model.capability.inputs.find(({ name }) => name === input)
    const isOther = !chosen.some(({ id }) => id === model.id)
    const fits = spec !== undefined && pictureProblem(spec, picture) === null
    return isOther && fits && model.price !== null && model.closedUntil === null
  })
}
