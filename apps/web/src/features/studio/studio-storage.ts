'use client'
import type { SubmitRun } from '@aetherflow/api/tasks/schemas'
import { useSyncExternalStore } from 'react'
import { type Draft, emptyDraft, parseDraft } from './draft.ts'
import { type KnownModels, parseKnownModels, withUsed } from './model-search.ts'
import { formatPending, parsePending, type PendingRun } from './pending-runs.ts'
import { createStoredValue, type StoredValue } from './stored-value.ts'

type Kept = {
  draft: StoredValue<Draft>
  pending: StoredValue<PendingRun[]>
  models: StoredValue<KnownModels>
}

const kept = new Map<string, Kept>()
/** Client ids that this page made, as opposed to those found in storage after a reload. */
export const ownSubmissions = new Set<string>()
const noRuns: PendingRun[] = []
const noModels: KnownModels = { favourites: [], recent: [] }

/** What the browser keeps of one account's studio; every component of the tab sees the same. */
export function studioStorage(account: string): Kept {
  const known = kept.get(account)
  if (known !== undefined) return known
  const host = typeof window === 'undefined' ? undefined : window
  const made: Kept = {
    draft: createStoredValue(
      `aetherflow.draft.${account}`,
      { parse: parseDraft, format: JSON.stringify },
      host,
    ),
    pending: createStoredValue(
      `aetherflow.pending.${account}`,
      { parse: parsePending, format: formatPending },
      host,
    ),
    models: createStoredValue(
      `aetherflow.models.${account}`,
      { parse: parseKnownModels, format: JSON.stringify },
      host,
    ),
  }
  // A server renders for everybody: nothing of one request may stay for the next.
  if (host !== undefined) kept.set(account, made)
  return made
}

/** The draft in the composer; on the server, and until the browser has looked, the empty one. */
export function useDraft(account: string): [Draft, (change: Partial<Draft>) => void] {
  const { draft } = studioStorage(account)
  const value = useSyncExternalStore(draft.subscribe, draft.get, () => emptyDraft)
  return [value, (change) => draft.update((before) => ({ ...before, ...change }))]
}

export function usePending(account: string): PendingRun[] {
  const { pending } = studioStorage(account)
  return useSyncExternalStore(pending.subscribe, pending.get, () => noRuns)
}

/** The models that this person marked or used last, and how to mark one. */
export function useKnownModels(account: string): [KnownModels, StoredValue<KnownModels>['update']] {
  const { models } = studioStorage(account)
  return [useSyncExternalStore(models.subscribe, models.get, () => noModels), models.update]
}

/** Puts a run in line; the studio sends it, at once or as soon as it is open. */
export function keepForSending(account: string, input: SubmitRun): void {
  ownSubmissions.add(input.clientId)
  const { models, pending } = studioStorage(account)
  const used = [...new Set(input.tasks.map(({ modelId }) => modelId))]
  models.update((known) => withUsed(known, used))
  pending.update((runs) => [{ submittedAt: Date.now(), input }, ...runs])
}
