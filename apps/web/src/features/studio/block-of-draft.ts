import type { ModelView, Quoted } from '@aetherflow/api/tasks/schemas'
import type { LimitsView } from '@aetherflow/api/wallet/limits-schemas'
import { capLeft } from '../limits/low-balance.ts'
import type { Draft } from './draft.ts'
import { parseAmount } from './parse-amount.ts'
import type { DraftPrice } from './price-of-draft.ts'

/** The first thing that keeps a draft from being submitted; each is explained where it can be mended. */
export type Block =
  | { kind: 'prompt-empty' }
  | { kind: 'prompt-long'; max: number }
  | { kind: 'language'; modelIds: string[]; suggestions: string[] }
  | { kind: 'closed'; modelIds: string[]; until: Date }
  | { kind: 'no-provider'; modelIds: string[]; reasons: string[] }
  | { kind: 'seed'; min: number; max: number }
  | { kind: 'ceiling-invalid' }
  /** Dearer than the person's own limit; the price is that of the dearest, per image. */
  | { kind: 'ceiling-low'; modelIds: string[]; price: bigint; limit: bigint }
  | { kind: 'frozen' }
  /** More than the person's own daily cap still lets through. */
  | { kind: 'cap'; cap: bigint; spent: bigint; required: bigint }
  | { kind: 'short'; missing: bigint }
  | { kind: 'no-model' }

type Facts = {
  draft: Draft
  models: readonly ModelView[]
  quoted: Quoted | undefined
  price: DraftPrice
  isFrozen: boolean
  limits: Pick<LimitsView, 'dailySpendCap' | 'spentToday'> | undefined
}

export function blockOfDraft(facts: Facts): Block | null {
  const { draft, models, quoted, price, isFrozen, limits } = facts
  if (isFrozen) return { kind: 'frozen' }
  if (models.length === 0) return { kind: 'no-model' }
  const max = Math.min(...models.map(({ capability }) => capability.maxPromptChars))
  if (draft.prompt.trim().length > max) return { kind: 'prompt-long', max }
  // An answer about other models may still be on the screen.
  const lines = quoted?.lines.filter((line) => models.some(({ id }) => id === line.modelId)) ?? []
  const foreign = lines.filter(({ language }) => language !== null)
  if (foreign.length > 0) {
    return { kind: 'language', modelIds: foreign.map(idOf), suggestions: quoted?.suggestions ?? [] }
  }
  const closed = models.filter(({ closedUntil }) => closedUntil !== null)
  const until = closed[0]?.closedUntil
  if (until) return { kind: 'closed', modelIds: closed.map(({ id }) => id), until }
  const unserved = price.lines.filter((line) => line.price === null)
  if (unserved.length > 0 && (!draft.ownKey || quoted !== undefined)) {
    const modelIds = unserved.map(idOf)
    const reasons = lines.filter((line) => modelIds.includes(line.modelId))
    return {
      kind: 'no-provider',
      modelIds,
      reasons: [...new Set(reasons.flatMap((line) => line.reasons.map(({ reason }) => reason)))],
    }
  }
  const seeds = seedBlock(draft.seed, models)
  if (seeds !== null) return seeds
  const limit = draft.ownKey ? null : ceilingBlock(draft.ceiling, price)
  if (limit !== null) return limit
  const cap = draft.ownKey ? null : capBlock(limits, price)
  if (cap !== null) return cap
  if (draft.prompt.trim() === '') return { kind: 'prompt-empty' }
  return price.short > 0n ? { kind: 'short', missing: price.short } : null
}

/** Whether a block is mended behind "More settings", which then must not be folded away. */
export function isBehindMore(block: Block | null): boolean {
  return block?.kind === 'seed' || block?.kind === 'ceiling-invalid'
}

/** The seeds of a model's images: the one given, counting up, so that no two are the same picture. */
export function seedsOf(seed: string, count: number, max: number): (bigint | null)[] {
  const first = seed.trim() === '' ? null : BigInt(seed.trim())
  return Array.from({ length: count }, (_, index) =>
    first === null ? null : (first + BigInt(index)) % (BigInt(max) + 1n),
  )
}

function seedBlock(seed: string, models: readonly ModelView[]): Block | null {
  if (seed.trim() === '') return null
  const ranges = models.flatMap(({ capability }) =>
    capability.seed === null ? [] : [capability.seed],
  )
  const min = Math.max(0, ...ranges.map((range) => range.min))
  const max = Math.min(...ranges.map((range) => range.max))
  const fits = /^\d{1,10}$/.test(seed.trim()) && Number(seed) >= min && Number(seed) <= max
  return fits ? null : { kind: 'seed', min, max: Number.isFinite(max) ? max : 0 }
}

function capBlock(limits: Facts['limits'], { atMost }: DraftPrice): Block | null {
  const [cap, spent] = [limits?.dailySpendCap ?? null, limits?.spentToday ?? null]
  if (cap === null || spent === null || atMost === null || atMost === 0n) return null
  return capLeft(cap, spent) < atMost ? { kind: 'cap', cap, spent, required: atMost } : null
}

function ceilingBlock(ceiling: string, { lines }: DraftPrice): Block | null {
  if (ceiling.trim() === '') return null
  const limit = parseAmount(ceiling)
  if (limit === null) return { kind: 'ceiling-invalid' }
  const dearer = lines.flatMap(({ modelId, price }) =>
    price !== null && price > limit ? [{ modelId, price }] : [],
  )
  if (dearer.length === 0) return null
  const price = dearer.reduce((most, line) => (line.price > most ? line.price : most), 0n)
  return { kind: 'ceiling-low', modelIds: dearer.map(idOf), price, limit }
}

const idOf = ({ modelId }: { modelId: string }) => modelId
