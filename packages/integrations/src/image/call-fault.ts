import { z } from 'zod'
import { inputFault, optionFault } from './capability-fault.ts'
import type { GenerateCall, PublishedModel } from './image-upstream.ts'
import type { InputSpec, ModelCapability } from './model-capability.ts'

const callSchema = z.object({
  model: z.string().max(128),
  aspectRatio: z.string().max(8).optional(),
  prompt: z.string(),
  negativePrompt: z.string().optional(),
  seed: z.int().optional(),
  stylePreset: z.string().max(32).optional(),
  outputFormat: z.string().max(8),
  attemptId: z.string().regex(/^[A-Za-z0-9_.:-]{1,128}$/),
  timeoutMs: z.int().min(1).max(600_000),
})

/**
 * Checks a call against what its model takes, before anything is sent: a call that must be refused should not cost a
 * request of the key's rate limit, and a setting that the vendor would ignore is refused rather than dropped.
 * @param models what the adapter publishes
 * @returns null when the call is good, else the field and the rule, never the field's content
 */
export function callFault(call: GenerateCall, models: readonly PublishedModel[]): string | null {
  const parsed = callSchema.safeParse(call)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    return `${issue?.path.join('.') ?? 'call'}: ${issue?.code ?? 'invalid'}`
  }
  const capability = models.find((model) => model.id === call.model)?.capability
  if (capability === undefined) return 'model: not offered'
  return (
    wordsFault(call, capability) ??
    settingsFault(call, capability) ??
    inputsFault(call.inputs ?? {}, capability.inputs) ??
    (optionFault(capability, call.options ?? {}) === null ? null : 'options: not offered')
  )
}

function wordsFault(call: GenerateCall, capability: ModelCapability): string | null {
  const blank = call.prompt.trim() === ''
  if (capability.prompt === 'required' && blank) return 'prompt: is blank'
  if (capability.prompt === 'none' && !blank) return 'prompt: not offered'
  if (call.prompt.length > capability.maxPromptChars) return 'prompt: too_big'
  const negative = call.negativePrompt ?? ''
  if (negative !== '' && !capability.negativePrompt) return 'negativePrompt: not offered'
  return negative.length > capability.maxPromptChars ? 'negativePrompt: too_big' : null
}

function settingsFault(call: GenerateCall, capability: ModelCapability): string | null {
  const { aspectRatio, stylePreset, seed, outputFormat } = call
  const { aspectRatios, stylePresets } = capability
  if (aspectRatio === undefined ? aspectRatios.length > 0 : !aspectRatios.includes(aspectRatio))
    return 'aspectRatio: not offered'
  if (stylePreset !== undefined && !stylePresets.includes(stylePreset))
    return 'stylePreset: not offered'
  const range = capability.seed
  if (seed !== undefined && (range === null || seed < range.min || seed > range.max))
    return 'seed: out of range'
  return capability.outputFormats.includes(outputFormat) ? null : 'outputFormat: not offered'
}

function inputsFault(
  inputs: NonNullable<GenerateCall['inputs']>,
  specs: readonly InputSpec[],
): string | null {
  for (const name of ['image', 'mask'] as const) {
    const spec = specs.find((candidate) => candidate.name === name)
    const picture = inputs[name]
    if (picture === undefined) {
      if (spec?.required === true) return `${name}: is required`
      continue
    }
    if (spec === undefined) return `${name}: not offered`
    const { width, height, bytes } = picture
    const rule = inputFault(spec, { width, height, sizeBytes: bytes.byteLength })
    if (rule !== null) return `${name}: ${rule} out of range`
  }
  return null
}
