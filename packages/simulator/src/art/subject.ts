import type { Drawing } from './drawing.ts'
import type { Random } from './random.ts'
import { cat } from './scenes/cat.ts'
import { city } from './scenes/city.ts'
import { contourMap } from './scenes/contour-map.ts'
import { countryside } from './scenes/countryside.ts'
import { desert } from './scenes/desert.ts'
import { flower } from './scenes/flower.ts'
import { forest } from './scenes/forest.ts'
import { mountains } from './scenes/mountains.ts'
import { nightSky } from './scenes/night-sky.ts'
import { paperCut } from './scenes/paper-cut.ts'
import { planets } from './scenes/planets.ts'
import { pond } from './scenes/pond.ts'
import { portrait } from './scenes/portrait.ts'
import { sea } from './scenes/sea.ts'
import { stillLife } from './scenes/still-life.ts'

export type Scene = (drawing: Drawing) => void

const SUBJECTS: readonly (readonly [Scene, RegExp])[] = [
  [cat, /\b(cats?|kittens?|dogs?|pupp(y|ies)|pets?|windows?|windowsill)\b/gi],
  [pond, /\b(fish|kois?|ponds?|goldfish|carp|lil(y|ies) pads?|aquarium)\b/gi],
  [
    portrait,
    /\b(portraits?|wom[ae]n|m[ae]n|girls?|boys?|faces?|person|people|queen|king|hero(ine)?|character|astronaut|knight|wizard|dancer|selfie)\b/gi,
  ],
  [
    planets,
    /\b(planets?|space\w*|galax(y|ies)|cosm(ic|os)|saturn|mars|nebula|alien|sci-?fi|orbit|rocket)\b/gi,
  ],
  [
    stillLife,
    /\b(still life|fruits?|bowls?|vases?|cups?|coffee|tea|food|table|bread|kitchen|bottle|apples?|oranges?|lemons?|cake|dinner)\b/gi,
  ],
  [contourMap, /\b(maps?|contours?|topograph\w*|terrain|atlas|cartograph\w*)\b/gi],
  [
    paperCut,
    /\b(abstract|paper-?cut|collage|geometric|shapes?|pattern|bauhaus|matisse|minimal\w*|wallpaper|logo)\b/gi,
  ],
  [
    sea,
    /\b(seas?|oceans?|waves?|beach(es)?|coast\w*|lighthouses?|boats?|ships?|sail\w*|harbou?rs?|island|lagoon|surf\w*|whales?)\b/gi,
  ],
  [desert, /\b(deserts?|dunes?|sand\w*|sahara|cact(us|i)|mesa|canyon|camels?|oasis)\b/gi],
  [
    city,
    /\b(cit(y|ies)|skylines?|streets?|towers?|skyscrapers?|urban|downtown|metropolis|tokyo|shanghai|york|london|paris|buildings?|cyberpunk)\b/gi,
  ],
  [
    flower,
    /\b(flowers?|botanical\w*|bouquet|roses?|tulips?|poppy|poppies|daisy|daisies|petals?|blossoms?|blooms?|orchids?|lotus|plants?)\b/gi,
  ],
  [
    forest,
    /\b(forests?|woods?|woodland|trees?|jungles?|ferns?|grove|pines?|deer|fox(es)?|mushrooms?)\b/gi,
  ],
  [
    countryside,
    /\b(fields?|farms?|villages?|houses?|cottages?|countryside|meadows?|vineyards?|tuscan\w*|hills?|barns?|castle|horses?|train)\b/gi,
  ],
  [
    mountains,
    /\b(mountains?|alps?|alpine|peaks?|summits?|glaciers?|fjords?|valleys?|lakes?|dragons?|eagles?)\b/gi,
  ],
  [
    nightSky,
    /\b(night|stars?|starry|aurora|northern lights|milky way|moon\w*|midnight|constellations?)\b/gi,
  ],
]

const LANDSCAPES: readonly [Scene, ...Scene[]] = [
  mountains,
  sea,
  forest,
  countryside,
  city,
  desert,
  paperCut,
  contourMap,
  flower,
  planets,
  pond,
  stillLife,
  cat,
]

/** Chooses what to draw: the subject named most often, the first named on a tie (a night is only the light of another subject); without any, the prompt's hash decides. */
export function chooseScene(prompt: string, promptRandom: Random): Scene {
  let best: { scene: Scene; count: number; first: number } | undefined
  for (const [scene, words] of SUBJECTS) {
    const hits = [...prompt.matchAll(words)]
    const first = hits[0]?.index
    if (first === undefined) continue
    if (
      !best ||
      hits.length > best.count ||
      (hits.length === best.count &&
        best.scene !== nightSky &&
        scene !== nightSky &&
        first < best.first)
    )
      best = { scene, count: hits.length, first }
  }
  return best?.scene ?? promptRandom.pick(LANDSCAPES)
}
