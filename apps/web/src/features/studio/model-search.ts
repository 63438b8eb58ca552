import type { ModelView } from '@aetherflow/api/tasks/schemas'

export type ModelFilter = {
  search: string
  /** Upstream ids; empty for all. */
  vendor: string
  /** A language that the prompt may be in; empty for any. */
  language: '' | 'zh'
  /** Only models that somebody runs now. */
  open: boolean
  favourites: boolean
}

export const noFilter: ModelFilter = {
  search: '',
  vendor: '',
  language: '',
  open: false,
  favourites: false,
}

/** Models that fit, in the order in which they came; favourites first, then those used lately. */
export function findModels(
  models: readonly ModelView[],
  filter: ModelFilter,
  known: KnownModels,
): ModelView[] {
  const words = plain(filter.search).split(' ').filter(Boolean)
  return models
    .filter((model) => {
      const text = plain(`${model.name} ${model.upstreamName} ${model.id}`)
      return (
        words.every((word) => text.includes(word)) &&
        (filter.vendor === '' || model.upstreamId === filter.vendor) &&
        (filter.language === '' || takesLanguage(model, filter.language)) &&
        (!filter.open || model.price !== null) &&
        (!filter.favourites || known.favourites.includes(model.id))
      )
    })
    .toSorted((a, b) => rankOf(a, known) - rankOf(b, known))
}

/** An empty list takes every language. */
const takesLanguage = ({ capability }: ModelView, language: string): boolean =>
  capability.prompt === 'none' ||
  capability.promptLanguages.length === 0 ||
  capability.promptLanguages.includes(language)

/** Who makes the models on offer, by name. */
export function vendorsOf(models: readonly ModelView[]): { id: string; name: string }[] {
  const byId = new Map(models.map(({ upstreamId, upstreamName }) => [upstreamId, upstreamName]))
  return [...byId]
    .map(([id, name]) => ({ id, name }))
    .toSorted((a, b) => a.name.localeCompare(b.name))
}

/** Models that a person marked, and those that they used last, the latest first. */
export type KnownModels = { favourites: string[]; recent: string[] }

const MOST_RECENT = 6
const MOST_FAVOURITES = 40

export const withUsed = (
  { favourites, recent }: KnownModels,
  ids: readonly string[],
): KnownModels => ({
  favourites,
  recent: [...new Set([...ids, ...recent])].slice(0, MOST_RECENT),
})

export const withFavourite = ({ favourites, recent }: KnownModels, id: string): KnownModels => ({
  recent,
  favourites: favourites.includes(id)
    ? favourites.filter((other) => other !== id)
    : [id, ...favourites].slice(0, MOST_FAVOURITES),
})

export function parseKnownModels(text: string | null): KnownModels {
  const list = (value: unknown, most: number) =>
    Array.isArray(value)
      ? value.filter((id): id is string => typeof id === 'string').slice(0, most)
      : []
  try {
    const stored: unknown = JSON.parse(text ?? '{}')
    const { favourites, recent } = (
      typeof stored === 'object' && stored !== null ? stored : {}
    ) as Record<string, unknown>
    return { favourites: list(favourites, MOST_FAVOURITES), recent: list(recent, MOST_RECENT) }
  } catch {
    return { favourites: [], recent: [] }
  }
}

/** A few to choose from at once: the chosen one, favourites, those used lately, then the cheapest. */
export function quickModels(
  models: readonly ModelView[],
  chosen: readonly string[],
  known: KnownModels,
  most: number,
): ModelView[] {
  const open = models.filter(({ id, price }) => price !== null || chosen.includes(id))
  const ranked = findModels(open, noFilter, known)
  const first = ranked.filter(({ id }) => chosen.includes(id))
  const picked = [...first, ...ranked.filter(({ id }) => !chosen.includes(id))].slice(0, most)
  return models.filter((model) => picked.includes(model))
}

function rankOf({ id }: ModelView, { favourites, recent }: KnownModels): number {
  if (favourites.includes(id)) return favourites.indexOf(id)
  return recent.includes(id) ? MOST_FAVOURITES + recent.indexOf(id) : Number.MAX_SAFE_INTEGER
}

const plain = (text: string) =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^\p{Letter}\p{Number}]+/gu, ' ')
    .trim()
