'use client'
import type { ModelView } from '@aetherflow/api/tasks/schemas'
import type { LimitsView } from '@aetherflow/api/wallet/limits-schemas'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTRPC } from '../../trpc/client.tsx'
import { readApiError } from '../errors/read-api-error.ts'
import { useLimits } from '../limits/use-limits.ts'
import { useBalances } from '../wallet/use-balances.ts'
import { blockOfDraft } from './block-of-draft.ts'
import {
  type Chosen,
  chosenModels,
  imagesOf,
  operationOf,
  operationsOf,
  withChoices,
} from './chosen-models.ts'
import type { Choice, Draft } from './draft.ts'
import { languageSample, wordsOfDraft } from './language-sample.ts'
import { priceOfDraft } from './price-of-draft.ts'
import { type SharedSettings, sharedSettings } from './shared-settings.ts'
import { useDraft } from './studio-storage.ts'
import { useDebounced } from './use-debounced.ts'
import { usePicture } from './use-picture.ts'

const quoteAfterMs = 350
const quoteEveryMs = 30_000
const limitsEveryMs = 15_000

type Account = { id: string; isFrozen: boolean; limits: LimitsView | undefined }

/** The draft with everything that follows from it: models, settings, price, and what is in the way. */
export function useComposer(
  { id, isFrozen, limits: initial }: Account,
  offered: readonly ModelView[],
) {
  const trpc = useTRPC()
  const [stored, change] = useDraft(id)
  const balances = useBalances(undefined)
  const limits = useLimits(initial, limitsEveryMs)

  const operation = operationOf(stored, offered)
  const chosen = useMemo(() => chosenModels(stored, offered), [stored, offered])
  const models = useMemo(() => chosen.map(({ model }) => model), [chosen])
  const shared = useMemo(() => sharedSettings(models), [models])
  const draft = useMemo(() => fitted(stored, shared), [stored, shared])
  const image = usePicture(shared.inputs.image === null ? null : draft.image)
  const mask = usePicture(shared.inputs.mask === null ? null : draft.mask)

  const asked = useAsked(draft, chosen, shared)
  const quote = useQuery({
    ...trpc.tasks.quote.queryOptions(useDebounced(asked, quoteAfterMs)),
    enabled: models.length > 0,
    placeholderData: keepPreviousData,
    refetchInterval: quoteEveryMs,
  })
  const price = priceOfDraft({
    chosen,
    quoted: quote.data,
    ceilings: draft.ceilings,
    ownKey: draft.ownKey,
    spendable: balances.data?.spendable,
  })
  const block = blockOfDraft({
    draft,
    chosen,
    quoted: quote.data,
    price,
    pictures: { image: knownOf(image), mask: knownOf(mask) },
    isFrozen,
    limits: limits.data,
  })
  return {
    draft,
    change,
    operation,
    operations: useMemo(() => operationsOf(offered), [offered]),
    /** Models of this operation, cheapest first. */
    able: useMemo(
      () => offered.filter(({ capability }) => capability.operation === operation),
      [offered, operation],
    ),
    choose: (choices: readonly Choice[]) =>
      change({ operation, models: withChoices(stored, offered, operation, choices) }),
    chosen,
    models,
    images: imagesOf(chosen),
    shared,
    pictures: { image, mask },
    quote,
    price,
    block,
  }
}

/** Gone only when the server says so: a connection that broke says nothing about a picture. */
function knownOf({ data, error }: ReturnType<typeof usePicture>) {
  const isGone = data === undefined && error !== null && readApiError(error).code === 'NOT_FOUND'
  return isGone ? 'gone' : data
}

/** What the quote is asked about; the same object until something of it changes. */
function useAsked(draft: Draft, chosen: readonly Chosen[], shared: SharedSettings) {
  const { preference, ownKey } = draft
  const sample = languageSample(wordsOfDraft(draft, chosen, shared))
  return useMemo(
    () => ({
      prompt: sample,
      preference,
      ownKey,
      models: chosen.map(({ model, count }) => ({ modelId: model.id, count })),
    }),
    [sample, preference, ownKey, chosen],
  )
}

/** The stored draft with what the chosen models do not take replaced by the nearest that they do. */
function fitted(stored: Draft, { shapes, formats }: SharedSettings): Draft {
  const [shape = stored.aspectRatio] = shapes
  const [format = stored.outputFormat] = formats
  return {
    ...stored,
    aspectRatio: shapes.includes(stored.aspectRatio) ? stored.aspectRatio : shape,
    outputFormat: formats.includes(stored.outputFormat) ? stored.outputFormat : format,
  }
}

export type Composing = ReturnType<typeof useComposer>
