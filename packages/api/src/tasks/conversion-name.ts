/** What somebody may ask of a download. */
export const conversionFormats = ['original', 'png', 'jpeg', 'webp', 'avif'] as const
export const conversionSizes = ['full', '2048', '1024', '512'] as const

export type ConversionRequest = {
  format: (typeof conversionFormats)[number]
  /** Bound of the longer side in pixels. */
  longest: (typeof conversionSizes)[number]
  /** Draws the visible AI label. */
  mark: boolean
  /** Prompt, model and seed in the file. */
  facts: boolean
}

const prefix = 'to'
const marks = { mark: true, bare: false } as const
const tellings = { facts: true, plain: false } as const

/** A conversion as the last segment of its signed address, and as the name of its bytes: `to.webp.1024.mark.plain`. */
export function conversionName({ format, longest, mark, facts }: ConversionRequest): string {
  return [prefix, format, longest, mark ? 'mark' : 'bare', facts ? 'facts' : 'plain'].join('.')
}

/** The conversion that a segment names; null for any other. */
export function parseConversionName(name: string): ConversionRequest | null {
  const [start, format, longest, mark = '', facts = '', ...rest] = name.split('.')
  const request = {
    format: conversionFormats.find((known) => known === format),
    longest: conversionSizes.find((known) => known === longest),
  }
  if (start !== prefix || rest.length > 0 || !isKeyOf(marks, mark) || !isKeyOf(tellings, facts))
    return null
  if (request.format === undefined || request.longest === undefined) return null
  return {
    format: request.format,
    longest: request.longest,
    mark: marks[mark],
    facts: tellings[facts],
  }
}

function isKeyOf<Names extends object>(names: Names, name: string): name is keyof Names & string {
  return Object.hasOwn(names, name)
}
