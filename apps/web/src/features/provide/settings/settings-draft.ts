import type { ResourceView, UpdateResource } from '@aetherflow/api/gateway/schemas'
import {
  formatUpstreamCredits,
  parseUpstreamCredits,
  upstreamCreditE4,
} from '@aetherflow/db/quantities'
import { priceBounds } from './price-scale.ts'

/** What stands in the fields of the form, as typed. */
export type SettingsDraft = {
  name: string
  price: string
  daily: string
  monthly: string
  floor: string
  concurrency: string
  perMinute: string
  /** Empty for every model. */
  modelIds: string[]
  hours: number[]
}
export type SettingsField = keyof SettingsDraft
export type Problem =
  | 'empty'
  | 'number'
  | 'price'
  | 'positive'
  | 'concurrency'
  | 'perMinute'
  | 'hours'
  | 'long'
  | 'signs'
type Problems = Partial<Record<SettingsField, Problem>>
type Settings = Required<Omit<UpdateResource, 'resourceId'>>

export function toDraft(resource: ResourceView): SettingsDraft {
  const written = (value: bigint) => formatUpstreamCredits(upstreamCreditE4(value))
  return {
    name: resource.name,
    price: writePrice(resource.priceE4),
    daily: written(resource.dailyLimitE4),
    monthly: written(resource.monthlyLimitE4),
    floor: written(resource.floorBalanceE4),
    concurrency: String(resource.concurrencyLimit),
    perMinute: String(resource.requestsPerMinute),
    modelIds: resource.modelIds,
    hours: resource.hours,
  }
}

/** A price always with its four decimals: 1.0000. */
export function writePrice(priceE4: bigint): string {
  const digits = priceE4.toString().padStart(5, '0')
  return `${digits.slice(0, -4)}.${digits.slice(-4)}`
}

/** Reads a decimal as people type it (spaces and grouping commas allowed); null when it is none. */
export function readE4(text: string): bigint | null {
  try {
    const value = parseUpstreamCredits(text.replace(/[\s,，]/g, ''))
    return value < 0n || value > 1_000_000_000_000n ? null : value
  } catch {
    return null
  }
}

function readWhole(text: string, max: number): number | null {
  const value = Number(text.trim())
  return /^\d{1,5}$/.test(text.trim()) && value >= 1 && value <= max ? value : null
}

/** What the API would refuse in a name: nothing in it, too much, or what nobody can see. */
export function problemOfName(text: string): Extract<Problem, 'empty' | 'long' | 'signs'> | null {
  const name = text.trim()
  if (name === '') return 'empty'
  if (name.length > 80) return 'long'
  return /[\p{Cc}\p{Cf}]/u.test(name) ? 'signs' : null
}

/** The settings that the fields say, or what is wrong with which field. */
export function readDraft(
  draft: SettingsDraft,
): { ok: true; settings: Settings } | { ok: false; problems: Problems } {
  const priceE4 = readE4(draft.price)
  const dailyLimitE4 = readE4(draft.daily)
  const monthlyLimitE4 = readE4(draft.monthly)
  const floorBalanceE4 = readE4(draft.floor)
  const concurrencyLimit = readWhole(draft.concurrency, 100)
  const requestsPerMinute = readWhole(draft.perMinute, 6000)
  const name = draft.name.trim()
  const nameProblem = problemOfName(name)
  const problems: Problems = {
    ...(nameProblem !== null && { name: nameProblem }),
    ...(!isPrice(priceE4) && { price: 'price' }),
    ...limitProblem('daily', dailyLimitE4),
    ...limitProblem('monthly', monthlyLimitE4),
    ...(floorBalanceE4 === null && { floor: 'number' }),
    ...(concurrencyLimit === null && { concurrency: 'concurrency' }),
    ...(requestsPerMinute === null && { perMinute: 'perMinute' }),
    ...(draft.hours.length === 0 && { hours: 'hours' }),
  }
  if (
    Object.keys(problems).length > 0 ||
    priceE4 === null ||
    dailyLimitE4 === null ||
    monthlyLimitE4 === null ||
    floorBalanceE4 === null ||
    concurrencyLimit === null ||
    requestsPerMinute === null
  )
    return { ok: false, problems }
  return {
    ok: true,
    settings: {
      name,
      priceE4,
      dailyLimitE4,
      monthlyLimitE4,
      floorBalanceE4,
      concurrencyLimit,
      requestsPerMinute,
      modelIds: draft.modelIds,
      hours: draft.hours,
    },
  }
}

function isPrice(value: bigint | null): boolean {
  return value !== null && value >= priceBounds.min && value <= priceBounds.max
}

function limitProblem(field: 'daily' | 'monthly', value: bigint | null): Problems {
  if (value === null) return { [field]: 'number' }
  return value === 0n ? { [field]: 'positive' } : {}
}
