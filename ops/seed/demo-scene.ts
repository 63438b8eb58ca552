/** What a demo shows: offers at different prices, a consumer who has used them, and what an admin then has to do. */
export const offers = [
  {
    owner: 'provider@demo.localhost',
    upstreamId: 'stability',
    name: 'Studio account',
    key: 'sk-sim-demo-studio-account',
    priceE4: 10_000n,
    concurrency: 5,
  },
  {
    owner: 'harbour@demo.localhost',
    upstreamId: 'stability',
    name: 'Harbour reserve',
    key: 'sk-sim-demo-harbour-reserve',
    priceE4: 10_500n,
    concurrency: 8,
  },
  {
    owner: 'north@demo.localhost',
    upstreamId: 'stability',
    name: 'North light',
    key: 'sk-sim-demo-north-light',
    priceE4: 11_800n,
    concurrency: 3,
  },
  {
    owner: 'provider@demo.localhost',
    upstreamId: 'bfl',
    name: 'Studio FLUX',
    key: 'sk-sim-demo-studio-flux',
    priceE4: 10_000n,
    concurrency: 6,
  },
  {
    owner: 'provider@demo.localhost',
    upstreamId: 'openai',
    name: 'Studio GPT Image',
    key: 'sk-sim-demo-studio-gpt-image',
    priceE4: 11_000n,
    concurrency: 4,
    budgetE4: 5_000_000n,
  },
  {
    owner: 'north@demo.localhost',
    upstreamId: 'replicate',
    name: 'North queue',
    key: 'sk-sim-demo-north-replicate',
    priceE4: 10_500n,
    concurrency: 4,
    budgetE4: 2_000_000n,
  },
  {
    owner: 'harbour@demo.localhost',
    upstreamId: 'fal',
    name: 'Harbour queue',
    key: 'sk-sim-demo-harbour-fal',
    priceE4: 10_000n,
    concurrency: 2,
    budgetE4: 2_000_000n,
  },
  {
    owner: 'north@demo.localhost',
    upstreamId: 'gemini',
    name: 'North Gemini',
    key: 'sk-sim-demo-north-gemini',
    priceE4: 10_200n,
    concurrency: 4,
    budgetE4: 3_000_000n,
  },
  {
    owner: 'lantern@demo.localhost',
    upstreamId: 'dashscope',
    name: '百炼账户',
    key: 'sk-sim-demo-lantern-dashscope',
    priceE4: 10_000n,
    concurrency: 4,
    budgetE4: 4_000_000n,
  },
  {
    owner: 'lantern@demo.localhost',
    upstreamId: 'zhipu',
    name: '智谱账户',
    key: 'sk-sim-demo-lantern-zhipu',
    priceE4: 10_000n,
    concurrency: 3,
    budgetE4: 2_000_000n,
  },
] as const

/** One order at every gateway. */
export const topUps = [
  { name: 'top-up', packCode: 'creator', currency: 'USD', gateway: 'sandbox' },
  { name: 'top-up/alipay', packCode: 'starter', currency: 'CNY', gateway: 'alipay' },
  { name: 'top-up/stripe', packCode: 'starter', currency: 'USD', gateway: 'stripe' },
] as const

export const runs = [
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
    prompt: '黎明时分悬崖上的灯塔，薄雾里的海，长曝光',
    modelId: 'dashscope:wan2.5-t2i-preview',
    aspectRatio: '16:9',
    outputFormat: 'png',
    count: 1,
  },
  {
    prompt: 'Fishing boats in fog seen from above, muted blues, film grain',
    modelId: 'bfl:flux-2-pro',
    aspectRatio: '4:3',
    outputFormat: 'jpeg',
    count: 2,
  },
  {
    prompt: 'A lighthouse on a cliff at dawn, long exposure, calm sea in layers of mist',
    modelId: 'stability:core',
    aspectRatio: '3:2',
    count: 4,
  },
] as const

/** About the first image of a run: one that was decided, one that waits. */
export const complaints = [
  {
    run: 1,
    type: 'wrong_result',
    description: 'I asked for a crane folded from paper. I see dunes, but no crane on them.',
    ruling: {
      decision: 'refund_partial',
      amount: 150n,
      resolution:
        'The dunes and the style are there, the crane is not. Half of the price goes back to you.',
    },
  },
  {
    run: 2,
    type: 'poor_quality',
    description: 'There is no town and not one lantern, and the waves look cut from paper.',
    ruling: null,
  },
] as const

/** Above the limit of a single admin: it waits for the second one. */
export const goodwill = {
  email: 'harbour@demo.localhost',
  account: 'available',
  amount: 15_000n,
  reason: 'Credits promised by e-mail for the outage of our image store last week.',
} as const
