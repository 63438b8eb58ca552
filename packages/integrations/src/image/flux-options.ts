import type { OptionSpec } from './model-capability.ts'

/** How many steps FLUX.1 takes, as whoever runs it bounds them. */
export function fluxSteps(max: number, preset: number): OptionSpec {
  return {
    name: 'num_inference_steps',
    label: { en: 'Steps', zh: '步数' },
    hint: { en: 'More steps draw finer and slower', zh: '步数越多越精细，也越慢' },
    required: false,
    kind: 'integer',
    min: 1,
    max,
    default: preset,
  }
}

/** FLUX.1's guidance; name and bounds are those of whoever runs it. */
export function fluxGuidance(
  name: string,
  { min, max, preset }: { min: number; max: number; preset: number },
): OptionSpec {
  return {
    name,
    label: { en: 'Guidance', zh: '引导强度' },
    hint: { en: 'How closely the picture follows the words', zh: '图像贴合提示词的程度' },
    required: false,
    kind: 'number',
    min,
    max,
    step: 0.5,
    default: preset,
  }
}
