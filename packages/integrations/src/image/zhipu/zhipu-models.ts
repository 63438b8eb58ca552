import type { PublishedModel } from '../image-upstream.ts'
import { type ModelCapability, textToImage } from '../model-capability.ts'
import { costOfYuan, yuanRate } from '../yuan-cost.ts'

/** The vendor takes any length and answers 1261 when it is too long for the model; this is about what CogView-4 reads. */
const maxPromptChars = 1000

function capability(differing: Pick<ModelCapability, 'sizes'> & Partial<ModelCapability>) {
  return textToImage({
    aspectRatios: Object.keys(differing.sizes),
    maxPromptChars,
    promptLanguages: ['zh', 'en'],
    ...differing,
  })
}

export type ZhipuModel = { published: PublishedModel; vendorModel: string }

/** Sizes: the recommended ones of docs.bigmodel.cn, 图像生成. Both read Chinese and draw Chinese characters. */
export const zhipuModels: readonly ZhipuModel[] = [
  {
    vendorModel: 'cogview-4-250304',
    published: {
      id: 'zhipu:cogview-4',
      name: 'CogView-4',
      costE4: costOfYuan(60n),
      source: `0.06 yuan a picture (docs.bigmodel.cn, CogView-4, 2026-11), ${yuanRate}`,
      callClass: 'at-most-once',
      callTimeoutMs: 120_000,
      capability: capability({
        sizes: {
          '1:1': { width: 1024, height: 1024 },
          '16:9': { width: 1344, height: 768 },
          '9:16': { width: 768, height: 1344 },
          '4:3': { width: 1152, height: 864 },
          '3:4': { width: 864, height: 1152 },
          '2:1': { width: 1440, height: 720 },
          '1:2': { width: 720, height: 1440 },
        },
        options: [
          {
            name: 'quality',
            label: { en: 'Quality', zh: '质量' },
            hint: { en: 'Fine takes about 20 seconds', zh: '精细约需 20 秒' },
            required: false,
            kind: 'choice',
            choices: [
              { value: 'standard', label: { en: 'Standard', zh: '标准' } },
              { value: 'hd', label: { en: 'Fine', zh: '精细' } },
            ],
            default: 'standard',
          },
        ],
      }),
    },
  },
  {
    vendorModel: 'glm-image',
    published: {
      id: 'zhipu:glm-image',
      name: 'GLM-Image',
      costE4: costOfYuan(100n),
      source: `0.10 yuan a picture (general knowledge, unverified, 2026-11), ${yuanRate}`,
      callClass: 'at-most-once',
      callTimeoutMs: 180_000,
      capability: capability({
        sizes: {
          '1:1': { width: 1280, height: 1280 },
          '3:2': { width: 1568, height: 1056 },
          '2:3': { width: 1056, height: 1568 },
          '4:3': { width: 1472, height: 1088 },
          '3:4': { width: 1088, height: 1472 },
          '16:9': { width: 1728, height: 960 },
          '9:16': { width: 960, height: 1728 },
        },
      }),
    },
  },
]
