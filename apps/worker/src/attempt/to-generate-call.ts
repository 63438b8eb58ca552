import type { Secret } from '@aetherflow/crypto/secret'
import type { GenerateCall } from '@aetherflow/integrations/image/image-upstream'
import type { AttemptCall } from './attempt-call.ts'
import type { InputPictures } from './read-inputs.ts'

/** The call as the upstream's port takes it: what was not asked for is left out. */
export function toGenerateCall(
  key: Secret,
  call: AttemptCall,
  inputs: InputPictures,
): Omit<GenerateCall, 'onJob' | 'signal'> {
  const { modelId, prompt, negativePrompt, params, seed, attemptId, callTimeoutMs } = call
  const { aspectRatio, stylePreset, outputFormat, options } = params
  return {
    key,
    model: modelId,
    prompt,
    outputFormat,
    attemptId,
    timeoutMs: callTimeoutMs,
    ...(negativePrompt === '' ? {} : { negativePrompt }),
    ...(aspectRatio === undefined ? {} : { aspectRatio }),
    ...(stylePreset === undefined ? {} : { stylePreset }),
    ...(seed === null ? {} : { seed: Number(seed) }),
    ...(Object.keys(inputs).length === 0 ? {} : { inputs }),
    ...(options === undefined ? {} : { options }),
  }
}
