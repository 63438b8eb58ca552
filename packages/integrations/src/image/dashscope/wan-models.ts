import type { PublishedModel } from '../image-upstream.ts'
import { type ModelCapability, textToImage } from '../model-capability.ts'
import { costOfYuan, yuanRate } from '../yuan-cost.ts'

export type WanModel = { published: PublishedModel; vendorModel: string }

/** Up to 2.2 each side is 512 to 1440 pixels; these are the sizes that the vendor's page recommends. */
const upTo1440: ModelCapability['sizes'] = {
  '16:9': { width: 1280, height: 720 },
  '4:3': { width: 1152, height: 864 },
  '1:1': { width: 1024, height: 1024 },
  '3:4': { width: 864, height: 1152 },
  '9:16': { width: 720, height: 1280 },
}
/** 2.5 counts pixels instead: 1280² to 1440². */
const from1280: ModelCapability['sizes'] = {
  '16:9': { width: 1696, height: 960 },
  '4:3': { width: 1472, height: 1104 },
  '1:1': { width: 1280, height: 1280 },
  '3:4': { width: 1104, height: 1472 },
  '9:16': { width: 960, height: 1696 },
}

const options: ModelCapability['options'] = [
  {
    name: 'prompt_extend',
    label: { en: 'Elaborate the prompt', zh: '智能改写提示词' },
    hint: { en: 'Helps short prompts; takes a few seconds', zh: '对较短的提示词有帮助，耗时略增' },
    required: false,
    kind: 'flag',
    default: true,
  },
]

function model(
  vendorModel: string,
  name: string,
  milliYuan: bigint,
  page: string,
  limits: { sizes: ModelCapability['sizes']; maxPromptChars: number },
): WanModel {
  return {
    vendorModel,
    published: {
      id: `dashscope:${vendorModel}`,
      name,
      costE4: costOfYuan(milliYuan),
      source: `¥${(Number(milliYuan) / 1000).toFixed(2)} per image, ${page}; ${yuanRate}`,
      callClass: 'job-id',
      // "Usually one to two minutes", says the vendor's page.
      callTimeoutMs: 300_000,
      capability: textToImage({
        ...limits,
        aspectRatios: Object.keys(limits.sizes),
        negativePrompt: true,
        seed: { min: 0, max: 2_147_483_647 },
        promptLanguages: ['zh', 'en'],
        options,
      }),
    },
  }
}

/** Wan's text-to-image models that are called as tasks (2.6 and later answer at once, as Qwen-Image does). */
export const wanModels: readonly WanModel[] = [
  model(
    'wan2.5-t2i-preview',
    '通义万相 2.5',
    200n,
    'general knowledge of help.aliyun.com/zh/model-studio prices, 2026',
    { sizes: from1280, maxPromptChars: 2000 },
  ),
  model(
    'wan2.2-t2i-flash',
    '通义万相 2.2 极速版',
    140n,
    'general knowledge of help.aliyun.com/zh/model-studio prices, 2026',
    { sizes: upTo1440, maxPromptChars: 800 },
  ),
  model(
    'wanx2.1-t2i-turbo',
    '通义万相 2.1 Turbo',
    140n,
    'general knowledge of help.aliyun.com/zh/model-studio prices, 2026',
    { sizes: upTo1440, maxPromptChars: 800 },
  ),
]
