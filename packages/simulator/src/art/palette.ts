import { mixOklch, toHex } from './colour.ts'
import type { Oklch } from './colour.ts'
import { MOODS } from './moods.ts'
import type { MoodName } from './moods.ts'
import type { Random } from './random.ts'

/** The colours of one picture, all `#rrggbb`. */
export type Palette = {
  mood: MoodName
  dark: boolean
  sky: readonly [string, string, string]
  light: string
  ink: string
  paper: string
  /** Ground at a distance: 0 is the horizon, 1 is at one's feet. */
  layer(nearness: number): string
  accent(index: number): string
}

const MOOD_WORDS: readonly (readonly [MoodName, RegExp])[] = [
  [
    'night',
    /\b(night|midnight|moon\w*|starr?y|stars?|nocturn\w*|dark|aurora|northern lights|milky way|constellations?)\b/i,
  ],
  ['dusk', /\b(sunset|dusk|twilight|evening)\b/i],
  ['dawn', /\b(dawn|sunrise|morning)\b/i],
  [
    'golden',
    /\b(golden|amber|desert|dunes?|sahara|cact(?:us|i)|canyon|mesa|sand\w*|savannah?|honey)\b/i,
  ],
  ['mist', /\b(fog\w*|mist\w*|haz[ey]|calm|quiet|pale)\b/i],
  ['storm', /\b(storm\w*|rain\w*|thunder\w*|gr[ae]y)\b/i],
  ['winter', /\b(winter|snow\w*|ice|icy|frozen|arctic|glacier)\b/i],
  ['autumn', /\b(autumn\w*|fall|harvest|october|maple)\b/i],
  ['tropic', /\b(tropic\w*|summer|beach|island|palm|turquoise|lagoon)\b/i],
  ['rose', /\b(rose|pink|blossom\w*|cherry|sakura|spring)\b/i],
  ['emerald', /\b(green|emerald|jungle|moss\w*|fern)\b/i],
  ['violet', /\b(purple|violet|lavender|lilac|dream\w*|magic\w*)\b/i],
  ['copper', /\b(copper|bronze|teal|antique|vintage)\b/i],
  ['day', /\b(day|noon|sunny|blue|clear)\b/i],
]

const COLOUR_WORDS: readonly (readonly [RegExp, Oklch])[] = [
  [/\b(?:red|crimson|scarlet)\b/i, [0.58, 0.2, 26]],
  [/\b(?:orange|tangerine)\b/i, [0.74, 0.16, 55]],
  [/\b(?:yellow|gold(en)?|lemon)\b/i, [0.86, 0.15, 92]],
  [/\b(?:green|emerald)\b/i, [0.64, 0.14, 148]],
  [/\b(?:teal|turquoise)\b/i, [0.66, 0.11, 195]],
  [/\b(?:blue|azure|indigo)\b/i, [0.6, 0.14, 250]],
  [/\b(?:purple|violet|lavender)\b/i, [0.6, 0.15, 302]],
  [/\b(?:pink|rose)\b/i, [0.76, 0.13, 358]],
]

/** Chooses a light by the prompt's words, else two candidates by its hash of which the seed takes one. */
export function createPalette(prompt: string, promptRandom: Random, seedRandom: Random): Palette {
  const named = MOOD_WORDS.filter(([, words]) => words.test(prompt)).map(([name]) => name)
  const all = Object.keys(MOODS).filter((name) => name !== 'night' && name !== 'storm') as [
    MoodName,
    ...MoodName[],
  ]
  const first = named[0] ?? promptRandom.pick(all)
  const second = named[1] ?? named[0] ?? promptRandom.pick(all)
  const mood = seedRandom.chance(0.5) ? first : second
  const chosen = MOODS[mood]
  const turn = promptRandom.between(-12, 12) + seedRandom.between(-7, 7)
  const turned = ([l, c, h]: Oklch): Oklch => [l, c, h + turn]
  const wanted = COLOUR_WORDS.filter(([words]) => words.test(prompt)).map(([, colour]) => colour)
  const accents = [...wanted, ...chosen.accents]
  const offset = wanted.length > 0 ? 0 : promptRandom.whole(0, 3)
  return {
    mood,
    dark: chosen.sky[2][0] < 0.6,
    sky: [toHex(turned(chosen.sky[0])), toHex(turned(chosen.sky[1])), toHex(turned(chosen.sky[2]))],
    light: toHex(chosen.light),
    ink: toHex([0.24, 0.04, chosen.near[2] + turn]),
    paper: toHex([0.965, 0.018, 85]),
    layer: (nearness) =>
      toHex(turned(mixOklch(chosen.far, chosen.near, Math.min(1, Math.max(0, nearness))))),
    accent: (index) => toHex(accents[(index + offset) % accents.length] ?? chosen.light),
  }
}
