import type { PublishedModel } from '../image-upstream.ts'
import { type ModelCapability, type OptionSpec, textToImage } from '../model-capability.ts'
import { costOfYuan, yuanRate } from '../yuan-cost.ts'

export type QwenModel = { published: PublishedModel; vendorModel: string }

/** The vendor cuts off longer prompts without a word (help.aliyun.com, Qwen-Image API). */
const maxPromptChars = 800

/** The five sizes that plus and max take. */
const fixedSizes: ModelCapability['sizes'] = {
  '1:1': { width: 1328, height: 1328 },
  '16:9': { width: 1664, height: 928 },
  '9:16': { width: 928, height: 1664 },
  '4:3': { width: 1472, height: 1104 },
  '3:4': { width: 1104, height: 1472 },
}
/** 2.0 takes any up to 2048 × 2048 pixels; these are near that. */
const freeSizes: ModelCapability['sizes'] = {
  '1:1': { width: 2048, height: 2048 },
  '16:9': { width: 2688, height: 1536 },
  '9:16': { width: 1536, height: 2688 },
  '4:3': { width: 2368, height: 1728 },
  '3:4': { width: 1728, height: 2368 },
}

const promptExtend: OptionSpec = {
  name: 'promptExtend',
  label: { en: 'Let the vendor enrich the prompt', zh: '由服务商扩写提示词' },
  hint: { en: 'Helps short prompts', zh: '有助于较短的提示词' },
  required: false,
  kind: 'flag',
  default: false,
}

function qwen(
  vendorModel: string,
  name: string,
  milliYuan: bigint,
  differing: Partial<ModelCapability> & { sizes: ModelCapability['sizes'] },
  suffix = '',
): QwenModel {
  return {
    vendorModel,
    published: {
      id: `dashscope:${vendorModel}${suffix}`,
      name,
      costE4: costOfYuan(milliYuan),
      source: `${Number(milliYuan) / 1000} yuan a picture (docs.crazyrouter.com copy of the price list, 2026-11), ${yuanRate}`,
      callClass: 'at-most-once',
      callTimeoutMs: 180_000,
      capability: textToImage({
        aspectRatios: Object.keys(differing.sizes),
        maxPromptChars,
        negativePrompt: true,
        seed: { min: 0, max: 2_147_483_647 },
        promptLanguages: ['zh', 'en'],
        options: [promptExtend],
        ...differing,
      }),
    },
  }
}

/** What is answered at once (multimodal-generation). Results are PNG; they read Chinese and draw Chinese characters. */
export const qwenModels: readonly QwenModel[] = [
  qwen('qwen-image-plus', 'Qwen-Image Plus', 200n, { sizes: fixedSizes }),
  qwen('qwen-image-max', 'Qwen-Image Max', 500n, { sizes: fixedSizes }),
  qwen('qwen-image-2.0', 'Qwen-Image 2.0', 200n, { sizes: freeSizes }),
  qwen('qwen-image-2.0-pro', 'Qwen-Image 2.0 Pro', 500n, { sizes: freeSizes }),
  qwen(
    'qwen-image-2.0',
    'Qwen-Image 2.0 (edit)',
    200n,
    {
      operation: 'image-to-image',
      sizes: {},
      // The vendor takes 10 MB; a picture grows by a third on its way into JSON.
      inputs: [
        {
          name: 'image',
          required: true,
          minSide: 384,
          maxSide: 3072,
          minPixels: 384 * 384,
          maxPixels: 3072 * 3072,
          maxRatio: 8,
          maxBytes: 7 * 1024 * 1024,
        },
      ],
    },
    '-edit',
  ),
]
