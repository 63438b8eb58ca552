/** What a demo shows: three offers at different prices, and a consumer who has used them. */
export const offers = [
  {
    owner: 'provider@demo.localhost',
    name: 'Studio account',
    key: 'sk-sim-demo-studio-account',
    priceE4: 10_000n,
    concurrency: 5,
  },
  {
    owner: 'harbour@demo.localhost',
    name: 'Harbour reserve',
    key: 'sk-sim-demo-harbour-reserve',
    priceE4: 10_500n,
    concurrency: 8,
  },
  {
    owner: 'north@demo.localhost',
    name: 'North light',
    key: 'sk-sim-demo-north-light',
    priceE4: 11_800n,
    concurrency: 3,
  },
] as const

export const runs = [
  // The simulator's moderation stops this word: a demo shows what a failure costs, which is nothing.
  // The simulator's moderation stops this word: a demo shows what a failure costs, which is nothing.
  {
    prompt: 'A forbidden island behind the reef',
    modelId: 'stability:core',
    aspectRatio: '1:1',
    count: 1,
  },
  {
    prompt: 'Origami crane over desert dunes',
    modelId: 'stability:core',
    aspectRatio: '1:1',
    count: 1,
    stylePreset: 'origami',
  },
  {
    prompt: 'Old harbour town under a full moon, lanterns on the water',
    modelId: 'stability:sd3.5-medium',
    aspectRatio: '16:9',
    count: 2,
  },
  {
    prompt: 'Portrait of a ferryman, woodcut, indigo and bone white',
    modelId: 'stability:ultra',
    aspectRatio: '2:3',
    count: 2,
  },
  {
    prompt: 'A lighthouse on a cliff at dawn, long exposure, calm sea in layers of mist',
    modelId: 'stability:core',
    aspectRatio: '3:2',
    count: 4,
  },
] as const
