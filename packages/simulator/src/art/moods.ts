import type { Oklch } from './colour.ts'

/** The light of a picture: three stops of sky, what far and near ground look like, and four accents. */
export type Mood = {
  sky: readonly [Oklch, Oklch, Oklch]
  far: Oklch
  near: Oklch
  light: Oklch
  accents: readonly [Oklch, Oklch, Oklch, Oklch]
}

const CORAL: Oklch = [0.68, 0.17, 32]
const GOLD: Oklch = [0.84, 0.14, 85]
const TEAL: Oklch = [0.62, 0.1, 200]
const ROSE: Oklch = [0.76, 0.12, 5]
const SKY: Oklch = [0.76, 0.1, 235]
const LEAF: Oklch = [0.66, 0.13, 145]
const PLUM: Oklch = [0.5, 0.13, 320]
const CREAM: Oklch = [0.94, 0.045, 90]

export const MOODS = {
  dawn: {
    sky: [
      [0.76, 0.075, 255],
      [0.87, 0.055, 330],
      [0.94, 0.08, 75],
    ],
    far: [0.8, 0.065, 330],
    near: [0.3, 0.075, 280],
    light: [0.97, 0.06, 85],
    accents: [ROSE, GOLD, SKY, PLUM],
  },
  day: {
    sky: [
      [0.72, 0.1, 238],
      [0.86, 0.06, 225],
      [0.965, 0.03, 190],
    ],
    far: [0.8, 0.055, 228],
    near: [0.36, 0.08, 165],
    light: [0.985, 0.05, 95],
    accents: [CORAL, GOLD, LEAF, SKY],
  },
  golden: {
    sky: [
      [0.77, 0.105, 48],
      [0.86, 0.105, 68],
      [0.95, 0.085, 88],
    ],
    far: [0.8, 0.09, 58],
    near: [0.28, 0.08, 18],
    light: [0.985, 0.06, 92],
    accents: [CORAL, TEAL, CREAM, GOLD],
  },
  dusk: {
    sky: [
      [0.36, 0.115, 282],
      [0.6, 0.15, 340],
      [0.85, 0.13, 52],
    ],
    far: [0.6, 0.13, 335],
    near: [0.19, 0.06, 280],
    light: [0.94, 0.1, 68],
    accents: [CORAL, GOLD, ROSE, SKY],
  },
  night: {
    sky: [
      [0.17, 0.05, 272],
      [0.27, 0.075, 262],
      [0.43, 0.085, 240],
    ],
    far: [0.4, 0.07, 245],
    near: [0.13, 0.035, 262],
    light: [0.96, 0.045, 95],
    accents: [GOLD, CORAL, SKY, TEAL],
  },
  mist: {
    sky: [
      [0.84, 0.03, 215],
      [0.91, 0.022, 185],
      [0.955, 0.03, 100],
    ],
    far: [0.86, 0.025, 195],
    near: [0.36, 0.055, 205],
    light: [0.985, 0.03, 95],
    accents: [CORAL, TEAL, CREAM, LEAF],
  },
  autumn: {
    sky: [
      [0.82, 0.06, 225],
      [0.9, 0.045, 120],
      [0.95, 0.06, 85],
    ],
    far: [0.8, 0.1, 72],
    near: [0.33, 0.095, 34],
    light: [0.98, 0.06, 88],
    accents: [CORAL, GOLD, [0.56, 0.15, 28], LEAF],
  },
  winter: {
    sky: [
      [0.76, 0.06, 248],
      [0.88, 0.03, 240],
      [0.96, 0.025, 70],
    ],
    far: [0.9, 0.025, 240],
    near: [0.4, 0.07, 252],
    light: [0.99, 0.025, 85],
    accents: [CORAL, SKY, CREAM, PLUM],
  },
  tropic: {
    sky: [
      [0.74, 0.11, 212],
      [0.87, 0.085, 190],
      [0.95, 0.075, 105],
    ],
    far: [0.78, 0.1, 195],
    near: [0.35, 0.085, 172],
    light: [0.985, 0.07, 98],
    accents: [CORAL, GOLD, ROSE, LEAF],
  },
  rose: {
    sky: [
      [0.7, 0.105, 350],
      [0.83, 0.085, 10],
      [0.94, 0.055, 50],
    ],
    far: [0.8, 0.085, 8],
    near: [0.33, 0.1, -12],
    light: [0.98, 0.045, 75],
    accents: [GOLD, TEAL, CORAL, CREAM],
  },
  emerald: {
    sky: [
      [0.7, 0.075, 172],
      [0.85, 0.07, 140],
      [0.95, 0.075, 108],
    ],
    far: [0.78, 0.085, 142],
    near: [0.25, 0.06, 168],
    light: [0.985, 0.075, 105],
    accents: [GOLD, CORAL, CREAM, TEAL],
  },
  storm: {
    sky: [
      [0.36, 0.04, 245],
      [0.55, 0.045, 228],
      [0.83, 0.05, 105],
    ],
    far: [0.6, 0.04, 225],
    near: [0.2, 0.035, 235],
    light: [0.96, 0.06, 98],
    accents: [GOLD, TEAL, CORAL, SKY],
  },
  violet: {
    sky: [
      [0.5, 0.135, 292],
      [0.7, 0.125, 315],
      [0.9, 0.075, 20],
    ],
    far: [0.72, 0.11, 308],
    near: [0.24, 0.09, 285],
    light: [0.97, 0.06, 70],
    accents: [GOLD, ROSE, TEAL, CORAL],
  },
  copper: {
    sky: [
      [0.86, 0.045, 195],
      [0.92, 0.035, 160],
      [0.96, 0.045, 85],
    ],
    far: [0.8, 0.06, 190],
    near: [0.31, 0.055, 215],
    light: [0.8, 0.14, 52],
    accents: [[0.66, 0.15, 45], TEAL, CREAM, GOLD],
  },
} satisfies Record<string, Mood>

export type MoodName = keyof typeof MOODS
