import { z } from 'zod'
import type { GenerateCall } from '../image-upstream.ts'
import { stabilityModels } from './stability-models.ts'

const callSchema = z.object({
  model: z.enum(stabilityModels.map((model) => model.id)),
  aspectRatio: z.string().max(8),
  prompt: z
    .string()
    .min(1)
    .max(10_000)
    .refine((prompt) => prompt.trim() !== '', 'is blank'),
  negativePrompt: z.string().max(10_000).optional(),
  seed: z.int().optional(),
  stylePreset: z.string().max(32).optional(),
  outputFormat: z.enum(['png', 'jpeg', 'webp']),
  attemptId: z.string().regex(/^[A-Za-z0-9_.:-]{1,256}$/),
  timeoutMs: z.int().min(1).max(600_000),
})

/**
 * Checks a call against what its model can do, before anything is sent: a call that must be refused should not
 * cost a request of the key's rate limit.
 * @returns null when the call is good, else the field and the rule, never the field's content
 */
export function generateCallFault(call: GenerateCall): string | null {
  const parsed = callSchema.safeParse(call)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    return `${issue?.path.join('.') ?? 'call'}: ${issue?.code ?? 'invalid'}`
  }
  const { model, aspectRatio, stylePreset, seed } = parsed.data
  const capability = stabilityModels.find((candidate) => candidate.id === model)?.capability
  if (capability === undefined || !capability.aspectRatios.includes(aspectRatio))
    return 'aspectRatio: not offered'
  if (stylePreset !== undefined && !capability.stylePresets.includes(stylePreset))
    return 'stylePreset: not offered'
  const range = capability.seed
  if (seed !== undefined && (range === null || seed < range.min || seed > range.max))
    return 'seed: out of range'
  return null
}
