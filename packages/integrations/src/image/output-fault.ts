import { maxAnswerBytes } from '../http/exchange.ts'
import type { OutputSpec } from './model-capability.ts'

/** 40 MP, as the pictures' own limit: what is larger is not opened. */
export const maxOutputPixels = 40_000_000
/** Noise with transparency: the most that a PNG needs. */
const pngBytesPerPixel = 4

type Options = Readonly<Record<string, string | number | boolean>>
type Asked = { outputFormat: string; options: Options }

/**
 * Whether the result would be larger than what is read: the vendor would make and bill it, and nobody would see it.
 * @returns `size`: in any format; `png`: as a PNG; null when it fits, or nobody knows
 */
export function outputFault(
  output: OutputSpec | undefined,
  { width, height }: { width: number; height: number },
  { outputFormat, options }: Asked,
): 'size' | 'png' | null {
  if (output === undefined) return null
  const { scale, widen, heighten } = output
  const more = (names: readonly string[]) =>
    names.reduce((pixels, name) => pixels + Number(options[name] ?? 0), 0)
  const pixels = (width * scale + more(widen)) * (height * scale + more(heighten))
  if (pixels > maxOutputPixels) return 'size'
  return outputFormat === 'png' && pixels * pngBytesPerPixel > maxAnswerBytes ? 'png' : null
}
