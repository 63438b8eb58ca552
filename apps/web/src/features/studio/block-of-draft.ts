import type { Quoted } from '@aetherflow/api/tasks/schemas'
import type { LimitsView } from '@aetherflow/api/wallet/limits-schemas'
import { capLeft } from '../limits/low-balance.ts'
import type { Chosen } from './chosen-models.ts'
import type { Draft, InputName } from './draft.ts'
import { hasOneOf, type OptionProblem, optionValues, problemOf } from './option-values.ts'
import { parseAmount } from './parse-amount.ts'
import {
  outputProblem,
  pictureProblem,
  type PictureProblem,
  type PictureSize,
} from './picture-fit.ts'
import type { DraftPrice } from './price-of-draft.ts'
import { sharedFormat, type SharedSettings, sharedSettings } from './shared-settings.ts'

/** The first thing that keeps a draft from being submitted; each is explained where it can be mended. */
export type Block =
  | { kind: 'prompt-empty' }
  | { kind: 'prompt-long'; max: number }
  | { kind: 'language'; modelIds: string[]; suggestions: string[] }
  | { kind: 'closed'; modelIds: string[]; until: Date }
  | { kind: 'no-provider'; modelIds: string[]; reasons: string[] }
  /** Models that cannot run together: no shape in common, or one needs what another does not take. */
  | { kind: 'nothing-shared'; setting: NonNullable<SharedSettings['clash']>; modelIds: string[] }
  | { kind: 'picture-missing'; input: InputName }
  | { kind: 'picture-unfit'; input: InputName; modelId: string; problem: PictureProblem }
  /** It was deleted, or kept for its time. */
  | { kind: 'picture-gone'; input: InputName }
  /** A mask that was painted on another picture. */
  | { kind: 'mask-size'; width: number; height: number }
  | { kind: 'option'; modelId: string; name: string; problem: OptionProblem }
  | { kind: 'needs-one-of'; modelId: string; names: string[] }
  | { kind: 'seed'; min: number; max: number }
  | { kind: 'ceiling-invalid'; modelId: string }
  /** Dearer than the person's own limit; price and limit are those of the dearest, per image. */
  | { kind: 'ceiling-low'; modelIds: string[]; price: bigint; limit: bigint }
  | { kind: 'frozen' }
  /** More than the person's own daily cap still lets through. */
  | { kind: 'cap'; cap: bigint; spent: bigint; required: bigint }
  | { kind: 'short'; missing: bigint }
  | { kind: 'no-model' }

export type Facts = {
  draft: Draft
  chosen: readonly Chosen[]
  quoted: Quoted | undefined
  price: DraftPrice
  /** The draft's pictures as far as they are known. */
  pictures: Readonly<Partial<Record<InputName, PictureSize | 'gone'>>>
  isFrozen: boolean
  limits: Pick<LimitsView, 'dailySpendCap' | 'spentToday'> | undefined
}

// In the order in which one would want to be told.
const checks: readonly ((facts: Facts) => Block | null)[] = [
  ({ isFrozen }) => (isFrozen ? { kind: 'frozen' } : null),
  ({ chosen }) => (chosen.length === 0 ? { kind: 'no-model' } : null),
  longBlock,
  languageBlock,
  closedBlock,
  unservedBlock,
  nothingSharedBlock,
  unfitBlock,
  optionBlock,
  outputBlock,
  seedBlock,
  ceilingBlock,
  capBlock,
  missingPictureBlock,
  emptyBlock,
  needsOneBlock,
  ({ price }) => (price.short > 0n ? { kind: 'short', missing: price.short } : null),
]

export function blockOfDraft(facts: Facts): Block | null {
  for (const check of checks) {
    const block = check(facts)
    if (block !== null) return block
  }
  return null
}

/** What one only has to fill in yet: the button stays alive and says what is missing when it is pressed. */
export function isUnfilled(block: Block | null): boolean {
  switch (block?.kind) {
    case 'prompt-empty':
    case 'picture-missing':
    case 'needs-one-of':
      return true
    case 'option':
      return block.problem === 'required'
    default:
      return false
  }
}

/** Whether a block is mended behind "More settings", which then must not be folded away. */
export function isBehindMore(block: Block | null): boolean {
  if (block?.kind === 'option') return block.problem !== 'required'
  return block?.kind === 'seed' || block?.kind === 'ceiling-invalid'
}

/** The seeds of a model's images: the one given, counting up, so that no two are the same picture. */
export function seedsOf(seed: string, count: number, max: number): (bigint | null)[] {
  const first = seed.trim() === '' ? null : BigInt(seed.trim())
  return Array.from({ length: count }, (_, index) =>
    first === null ? null : (first + BigInt(index)) % (BigInt(max) + 1n),
  )
}

const sharedOf = ({ chosen }: Facts) => sharedSettings(chosen.map(({ model }) => model))

function longBlock(facts: Facts): Block | null {
  const { prompt, maxPromptChars: max } = sharedOf(facts)
  const isLong = prompt !== 'none' && facts.draft.prompt.trim().length > max
  return isLong ? { kind: 'prompt-long', max } : null
}

// An answer about other models may still be on the screen.
const linesOf = ({ quoted, chosen }: Facts) =>
  quoted?.lines.filter((line) => chosen.some(({ model }) => model.id === line.modelId)) ?? []

function languageBlock(facts: Facts): Block | null {
  const foreign = linesOf(facts).filter(({ language }) => language !== null)
  if (foreign.length === 0) return null
  const suggestions = facts.quoted?.suggestions ?? []
  return { kind: 'language', modelIds: foreign.map(idOf), suggestions }
}

function closedBlock({ chosen }: Facts): Block | null {
  const closed = chosen.map(({ model }) => model).filter(({ closedUntil }) => closedUntil !== null)
  const until = closed[0]?.closedUntil
  return until ? { kind: 'closed', modelIds: closed.map(({ id }) => id), until } : null
}

function unservedBlock(facts: Facts): Block | null {
  const unserved = facts.price.lines.filter((line) => line.price === null)
  if (unserved.length === 0 || (facts.draft.ownKey && facts.quoted === undefined)) return null
  const modelIds = unserved.map(idOf)
  const lines = linesOf(facts).filter((line) => modelIds.includes(line.modelId))
  const reasons = lines.flatMap((line) => line.reasons.map(({ reason }) => reason))
  return { kind: 'no-provider', modelIds, reasons: [...new Set(reasons)] }
}

function nothingSharedBlock(facts: Facts): Block | null {
  const { clash } = sharedOf(facts)
  if (clash === null) return null
  const modelIds = facts.chosen.map(({ model }) => model.id)
  return { kind: 'nothing-shared', setting: clash, modelIds }
}

function unfitBlock(facts: Facts): Block | null {
  const { chosen, draft, pictures } = facts
  const { inputs } = sharedOf(facts)
  for (const { model } of chosen) {
    for (const spec of model.capability.inputs) {
      const isGiven = draft[spec.name] !== null && inputs[spec.name] !== null
      const picture = isGiven ? pictures[spec.name] : undefined
      if (picture === 'gone') return { kind: 'picture-gone', input: spec.name }
      const problem = picture === undefined ? null : pictureProblem(spec, picture)
      if (problem !== null)
        return { kind: 'picture-unfit', input: spec.name, modelId: model.id, problem }
    }
  }
  const { image, mask } = pictures
  const isMasked = inputs.mask !== null && draft.image !== null && draft.mask !== null
  if (!isMasked || image === undefined || mask === undefined) return null
  if (image === 'gone' || mask === 'gone') return null
  const isSame = image.width === mask.width && image.height === mask.height
  return isSame ? null : { kind: 'mask-size', width: image.width, height: image.height }
}

function optionBlock({ chosen, draft }: Facts): Block | null {
  for (const { model } of chosen) {
    for (const spec of model.capability.options) {
      const problem = problemOf(spec, draft.options[model.id] ?? {})
      if (problem !== null && problem !== 'required')
        return { kind: 'option', modelId: model.id, name: spec.name, problem }
    }
  }
  return null
}

/** A result that nobody could read would be made and paid for all the same. */
function outputBlock(facts: Facts): Block | null {
  const { chosen, draft, pictures } = facts
  const shared = sharedOf(facts)
  const isGiven = draft.image !== null && shared.inputs.image !== null
  const image = isGiven ? pictures.image : undefined
  if (image === undefined || image === 'gone') return null
  const outputFormat = sharedFormat(draft.outputFormat, shared)
  for (const { model } of chosen) {
    const options = optionValues(model.capability, draft.options[model.id] ?? {})
    const problem = outputProblem(model.capability.output, image, { outputFormat, options })
    if (problem !== null)
      return { kind: 'picture-unfit', input: 'image', modelId: model.id, problem }
  }
  return null
}

function needsOneBlock({ chosen, draft }: Facts): Block | null {
  for (const { model } of chosen) {
    const typed = draft.options[model.id] ?? {}
    const empty = model.capability.options.find((spec) => problemOf(spec, typed) === 'required')
    if (empty) return { kind: 'option', modelId: model.id, name: empty.name, problem: 'required' }
    if (!hasOneOf(model.capability, typed))
      return { kind: 'needs-one-of', modelId: model.id, names: model.capability.needsOneOf }
  }
  return null
}

function missingPictureBlock(facts: Facts): Block | null {
  const { inputs } = sharedOf(facts)
  const input = (['image', 'mask'] as const).find(
    (name) => inputs[name]?.required === true && facts.draft[name] === null,
  )
  return input === undefined ? null : { kind: 'picture-missing', input }
}

function emptyBlock(facts: Facts): Block | null {
  const isEmpty = sharedOf(facts).prompt === 'required' && facts.draft.prompt.trim() === ''
  return isEmpty ? { kind: 'prompt-empty' } : null
}

function seedBlock(facts: Facts): Block | null {
  const seed = facts.draft.seed.trim()
  const range = sharedOf(facts).seed
  if (seed === '' || range === null) return null
  const min = Math.max(0, range.min)
  const fits = /^\d{1,10}$/.test(seed) && Number(seed) >= min && Number(seed) <= range.max
  return fits ? null : { kind: 'seed', min, max: range.max }
}

function capBlock({ draft, limits, price: { atMost } }: Facts): Block | null {
  const [cap, spent] = [limits?.dailySpendCap ?? null, limits?.spentToday ?? null]
  if (draft.ownKey || cap === null || spent === null || atMost === null || atMost === 0n)
    return null
  return capLeft(cap, spent) < atMost ? { kind: 'cap', cap, spent, required: atMost } : null
}

function ceilingBlock({ draft, price: { lines } }: Facts): Block | null {
  if (draft.ownKey) return null
  const limits = lines.flatMap(({ modelId, price }) => {
    const typed = draft.ceilings[modelId]?.trim() ?? ''
    return typed === '' ? [] : [{ modelId, price, limit: parseAmount(typed) }]
  })
  const unreadable = limits.find(({ limit }) => limit === null)
  if (unreadable !== undefined) return { kind: 'ceiling-invalid', modelId: unreadable.modelId }
  const dearer = limits.flatMap(({ modelId, price, limit }) =>
    price !== null && limit !== null && price > limit ? [{ modelId, price, limit }] : [],
  )
  const [first] = dearer
  if (first === undefined) return null
  const worst = dearer.reduce((most, line) => (line.price > most.price ? line : most), first)
  const { price, limit } = worst
  return { kind: 'ceiling-low', modelIds: dearer.map(idOf), price, limit }
}

const idOf = ({ modelId }: { modelId: string }) => modelId
