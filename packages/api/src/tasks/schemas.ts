import { z } from 'zod'

/** Hundredths of a credit. */
const credits = z.bigint()
export const modelId = z
  .string()
  .min(1)
  .max(80)
  .regex(/^[a-z0-9.:-]+$/)
export const preference = z.enum(['cheapest', 'balanced', 'fastest'])
export const taskStatus = z.enum([
  'pending', 'processing', 'completed', 'failed', 'cancelled', 'expired', 'refunded',
]) // prettier-ignore
export const attemptState = z.enum([
  'claimed', 'dispatched', 'succeeded', 'failed', 'unknown', 'abandoned',
]) // prettier-ignore

const words = z.object({ en: z.string(), zh: z.string() })
const optionBase = { name: z.string(), label: words, hint: words.optional(), required: z.boolean() }
const optionSpec = z.discriminatedUnion('kind', [
  z.object({
    ...optionBase,
    kind: z.literal('number'),
    min: z.number(),
    max: z.number(),
    step: z.number(),
    default: z.number().nullable(),
  }),
  z.object({
    ...optionBase,
    kind: z.literal('integer'),
    min: z.int(),
    max: z.int(),
    default: z.int().nullable(),
  }),
  z.object({
    ...optionBase,
    kind: z.literal('choice'),
    choices: z.array(z.object({ value: z.string(), label: words })),
    default: z.string().nullable(),
  }),
  z.object({ ...optionBase, kind: z.literal('flag'), default: z.boolean() }),
  z.object({ ...optionBase, kind: z.literal('text'), maxChars: z.int() }),
])
export type OptionSpec = z.infer<typeof optionSpec>
const inputSpec = z.object({
  name: z.enum(['image', 'mask']),
  required: z.boolean(),
  minSide: z.int(),
  maxSide: z.int(),
  minPixels: z.int(),
  maxPixels: z.int(),
  maxRatio: z.number(),
  maxBytes: z.int(),
})

const names = z.array(z.string())
const capability = z.object({
  operation: z.enum([
    'text-to-image',
    'image-to-image',
    'upscale',
    'remove-background',
    'inpaint',
    'outpaint',
    'search-and-replace',
  ]),
  prompt: z.enum(['required', 'optional', 'none']),
  aspectRatios: z.array(z.string()),
  maxPromptChars: z.int(),
  negativePrompt: z.boolean(),
  seed: z.object({ min: z.number(), max: z.number() }).nullable(),
  stylePresets: z.array(z.string()),
  outputFormats: z.array(z.string()),
  /** Language tags such as `en`; empty when any will do. */
  promptLanguages: z.array(z.string()),
  /** Expected pixels per aspect ratio. */
  sizes: z.record(z.string(), z.object({ width: z.int(), height: z.int() })),
  inputs: z.array(inputSpec),
  options: z.array(optionSpec),
  /** Of these options at least one must differ from zero. */
  needsOneOf: z.array(z.string()),
  /** How large a result is that follows from the picture: its sides times `scale`, and these options in pixels. */
  output: z.object({ scale: z.number(), widen: names, heighten: names }).optional(),
})
export type Capability = z.infer<typeof capability>

/** Why a resource cannot take a task; the client translates. */
export const reasonCount = z.strictObject({ reason: z.string(), count: z.int() })

/** A price per image, and how many resources serve at that price or below. */
const priceStep = z.strictObject({ price: credits, providers: z.int() })

const modelView = z.strictObject({
  id: z.string(),
  name: z.string(),
  upstreamId: z.string(),
  upstreamName: z.string(),
  capability,
  /** What one call costs upstream, in 1/10,000 upstream credit. */
  costE4: z.bigint(),
  /** Of the best candidate at this moment; null when nobody can run it. */
  price: credits.nullable(),
  /** Resources that could take a task, the busy ones included. */
  open: z.int(),
  /** What paying more would buy: prices upwards, the last of them the dearest. */
  priceSteps: z.array(priceStep).max(5),
  /** Typical time of a call; null while too few were measured. */
  typicalMs: z.int().nullable(),
  /** Closed to the caller until then, after filtered outputs. */
  closedUntil: z.date().nullable(),
})
export type ModelView = z.infer<typeof modelView>
export const modelsOutput = z.strictObject({ models: z.array(modelView) })

// Empty only for models that take no words: the check against the model says so.
const prompt = z
  .string()
  .trim()
  .max(10_000)
  // Line breaks and tabs are part of a prompt, other control characters are not.
  .regex(/^(?:\P{Cc}|[\t\n\r])*$/u)

export const quoteInput = z.strictObject({
  prompt: z.string().max(10_000).default(''),
  preference: preference.default('balanced'),
  ownKey: z.boolean().default(false),
  models: z
    .array(z.strictObject({ modelId, count: z.int().min(1).max(8) }))
    .min(1)
    .max(8)
    .refine((models) => models.reduce((sum, { count }) => sum + count, 0) <= 8),
})
export type Quote = z.infer<typeof quoteInput>
const quoteLine = z.strictObject({
  modelId: z.string(),
  count: z.int(),
  /** Per image, of the best candidate under the preference; null when nobody can run it. */
  price: credits.nullable(),
  /** What submit should promise per image: at most this is paid. */
  ceiling: credits.nullable(),
  /** price × count. */
  total: credits.nullable(),
  /** Up to three prices, best candidate first. */
  candidatePrices: z.array(credits),
  /** How many resources could take it. */
  candidates: z.int(),
  priceSteps: z.array(priceStep).max(5),
  typicalMs: z.int().nullable(),
  /** What the best candidate is waiting for, when all are busy. */
  waitsFor: z.string().nullable(),
  /** Why not, when nobody can run it. */
  reasons: z.array(reasonCount),
  /** The prompt's language is not one that the model takes. */
  language: z.strictObject({ found: z.string(), takes: z.array(z.string()) }).nullable(),
  closedUntil: z.date().nullable(),
})
export type QuoteLine = z.infer<typeof quoteLine>
export const quoteOutput = z.strictObject({
  lines: z.array(quoteLine),
  /** Of all images; null when a line has no price. */
  total: credits.nullable(),
  /** What submit holds. */
  ceilingTotal: credits.nullable(),
  /** Models that take the prompt's language and that somebody runs now. */
  suggestions: z.array(z.string()),
})
export type Quoted = z.infer<typeof quoteOutput>

const optionName = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/)
// They are kept as JSON, which takes neither a NUL nor half of a character.
const optionWords = z
  .string()
  .max(2_000)
  .regex(/^(?:[^\p{Cc}\p{Cs}]|[\t\n\r])*$/u)
const optionValue = z.union([z.number().min(-1e9).max(1e9), z.boolean(), optionWords])
/** A picture to work on: one that was uploaded, or one of the caller's own results. */
export const pictureRef = z.strictObject({ kind: z.enum(['upload', 'result']), id: z.uuid() })

export const runParams = z.strictObject({
  /** Left out where the shape follows from the picture. */
  aspectRatio: z.string().min(3).max(10).optional(),
  stylePreset: z.string().min(1).max(40).optional(),
  outputFormat: z.enum(['png', 'jpeg', 'webp']).default('png'),
  image: pictureRef.optional(),
  mask: pictureRef.optional(),
  /** By model id and option name: what only that model knows. */
  options: z
    .record(
      modelId,
      z.record(optionName, optionValue).refine((o) => Object.keys(o).length <= 20),
    )
    .refine((models) => Object.keys(models).length <= 8)
    .optional(),
})
export type RunParams = z.infer<typeof runParams>
export const submitRunInput = z.strictObject({
  /** Made by the client: the same again returns the same run. */
  clientId: z.uuid(),
  prompt,
  negativePrompt: prompt.default(''),
  params: runParams,
  preference: preference.default('balanced'),
  /** Runs on the caller's own resources, at no charge. */
  ownKey: z.boolean().default(false),
  /** One image each, in the order in which they are shown. */
  tasks: z
    .array(
      z.strictObject({
        modelId,
        /** At most this is paid for it; what the quote said, or more. Ignored for an own key. */
        ceiling: z.bigint().min(0n).max(100_000_000n),
        seed: z.bigint().min(0n).max(4_294_967_294n).nullable().default(null),
      }),
    )
    .min(1)
    .max(8),
})
export type SubmitRun = z.infer<typeof submitRunInput>
export const submitRunOutput = z.strictObject({
  runId: z.uuid(),
  tasks: z.array(z.strictObject({ taskId: z.uuid(), index: z.int(), modelId: z.string() })),
  held: credits,
  deadlineAt: z.date(),
  /** The same client id had been submitted before. */
  repeated: z.boolean(),
})
export type SubmittedRun = z.infer<typeof submitRunOutput>

const imageView = z.strictObject({
  id: z.uuid(),
  width: z.int(),
  height: z.int(),
  mimeType: z.string(),
  sizeBytes: z.int(),
  seed: z.bigint().nullable(),
  /** A tiny data URL to show while the picture loads. */
  placeholder: z.string(),
  favourite: z.boolean(),
  /** Signed, for about five minutes. */
  url: z.string(),
  thumbUrl: z.string(),
  downloadUrl: z.string(),
})
export type ImageView = z.infer<typeof imageView>

export const taskView = z.strictObject({
  id: z.uuid(),
  runId: z.uuid(),
  index: z.int(),
  modelId: z.string(),
  status: taskStatus,
  /** Finer than the status, while it is unfinished. */
  stage: z.enum(['queued', 'assigned', 'generating']).nullable(),
  cancellable: z.boolean(),
  /** Tasks in front of it; null unless it is queued; 30 stands for more. */
  ahead: z.int().nullable(),
  /** When the image is expected: four of five should come between. Null when nothing can be said, and at the end. */
  eta: z.strictObject({ from: z.date(), to: z.date() }).nullable(),
  /** What it is waiting for. */
  waitsFor: z.string().nullable(),
  seed: z.bigint().nullable(),
  ceiling: credits,
  /** What was paid; null until it is delivered. */
  price: credits.nullable(),
  /** What came back of the hold; null while it is held. */
  released: credits.nullable(),
  errorCode: z.string().nullable(),
  attempts: z.int(),
  image: imageView.nullable(),
  rowVersion: z.bigint(),
  createdAt: z.date(),
  startedAt: z.date().nullable(),
  finishedAt: z.date().nullable(),
  deadlineAt: z.date(),
})
export type TaskView = z.infer<typeof taskView>

export const runView = z.strictObject({
  id: z.uuid(),
  prompt: z.string(),
  negativePrompt: z.string(),
  params: runParams,
  preference,
  ownKey: z.boolean(),
  createdAt: z.date(),
  tasks: z.array(taskView),
})
export type RunView = z.infer<typeof runView>
export const runInput = z.strictObject({ runId: z.uuid() })
export const taskInput = z.strictObject({ taskId: z.uuid() })
export const imageInput = z.strictObject({ imageId: z.uuid() })

export const favouriteInput = imageInput.extend({ favourite: z.boolean() })
export type Favourite = z.infer<typeof favouriteInput>
export const done = z.strictObject({ done: z.literal(true) })
export type Done = z.infer<typeof done>
