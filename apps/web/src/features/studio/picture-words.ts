'use client'
import { useFormatter, useTranslations } from 'next-intl'
import type { PictureProblem, PictureSize } from './picture-fit.ts'

/** What a picture is, and what is wrong with it for a model, in words. */
export function usePictureWords() {
  const t = useTranslations('studio.picture')
  const format = useFormatter()
  const size = (bytes: number) =>
    format.number(bytes / (bytes < 1_000_000 ? 1_000 : 1_000_000), {
      style: 'unit',
      unit: bytes < 1_000_000 ? 'kilobyte' : 'megabyte',
      maximumFractionDigits: bytes < 1_000_000 ? 0 : 1,
    })
  const megapixels = (pixels: number) =>
    format.number(pixels / 1_000_000, { maximumFractionDigits: pixels < 1_000_000 ? 2 : 1 })
  return {
    size: ({ width, height }: PictureSize) => `${width} × ${height}`,
    file: ({ sizeBytes, mimeType }: PictureSize) =>
      `${mimeType.replace('image/', '').toUpperCase()} · ${size(sizeBytes)}`,
    problem(problem: PictureProblem, model: string): string {
      switch (problem.kind) {
        case 'type':
          return t('unfit.type', { model })
        case 'bytes':
          return t('unfit.bytes', { model, max: size(problem.maxBytes) })
        case 'side-short':
          return t('unfit.sideShort', { model, min: String(problem.minSide) })
        case 'side-long':
          return t('unfit.sideLong', { model, max: String(problem.maxSide) })
        case 'pixels-few':
          return t('unfit.pixelsFew', { model, min: megapixels(problem.minPixels) })
        case 'pixels-many':
          return t('unfit.pixelsMany', { model, max: megapixels(problem.maxPixels) })
        case 'ratio':
          return t('unfit.ratio', { model, max: format.number(problem.maxRatio) })
        case 'output':
          return t('unfit.output', { model, max: megapixels(problem.maxPixels) })
        case 'output-png':
          return t('unfit.outputPng', { model, max: megapixels(problem.maxPixels) })
      }
    },
  }
}
