import { analogFilm, cinematic, fantasyArt, photographic } from './styles/film.ts'
import { comicBook, lineArt } from './styles/ink.ts'
import { digitalArt } from './styles/painted.ts'
import { isometric } from './styles/isometric.ts'
import { lowPoly } from './styles/low-poly.ts'
import { model3d, modelingCompound } from './styles/relief.ts'
import { neonPunk } from './styles/neon-punk.ts'
import { origami } from './styles/origami.ts'
import { pixelArt } from './styles/pixel-art.ts'
import { anime, enhance, paper } from './styles/sheets.ts'
import type { Style } from './styles/style.ts'
import { tileTexture } from './styles/tile-texture.ts'

/** Stability's seventeen style presets. */
export const STYLE_PRESETS = {
  enhance,
  anime,
  photographic,
  'digital-art': digitalArt,
  'comic-book': comicBook,
  'fantasy-art': fantasyArt,
  'line-art': lineArt,
  'analog-film': analogFilm,
  'neon-punk': neonPunk,
  isometric,
  'low-poly': lowPoly,
  origami,
  'modeling-compound': modelingCompound,
  cinematic,
  '3d-model': model3d,
  'pixel-art': pixelArt,
  'tile-texture': tileTexture,
} satisfies Record<string, Style>

export type StylePreset = keyof typeof STYLE_PRESETS

/** The treatment for a preset; layered paper without one. */
export function styleOf(preset: StylePreset | undefined): Style {
  return preset ? STYLE_PRESETS[preset] : paper
}
