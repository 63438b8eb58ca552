'use client'
import type { ModelView } from '@aetherflow/api/tasks/schemas'
import type { LimitsView } from '@aetherflow/api/wallet/limits-schemas'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTRPC } from '../../trpc/client.tsx'
import { useLimits } from '../limits/use-limits.ts'
import { useBalances } from '../wallet/use-balances.ts'
import { blockOfDraft } from './block-of-draft.ts'
import { MAX_IMAGES } from './draft.ts'
import { priceOfDraft } from './price-of-draft.ts'
import { languageSample } from './language-sample.ts'
import { modelsOfDraft, shapesOf } from './run-of-draft.ts'
import { useDraft } from './studio-storage.ts'
import { useDebounced } from './use-debounced.ts'

const quoteAfterMs = 350
const quoteEveryMs = 30_000
const limitsEveryMs = 15_000

type Account = { id: string; isFrozen: boolean; limits: LimitsView | undefined }

/** The draft with everything that follows from it: models, shapes, price, and what is in the way. */
export function useComposer(
  { id, isFrozen, limits: initial }: Account,
  offered: readonly ModelView[],
) {
  const trpc = useTRPC()
  const [stored, change] = useDraft(id)
  const balances = useBalances(undefined)
  const limits = useLimits(initial, limitsEveryMs)

  const models = useMemo(() => modelsOfDraft(stored, offered), [stored, offered])
  const shapes = useMemo(() => shapesOf(models), [models])
  const most = Math.floor(MAX_IMAGES / Math.max(1, models.length))
  const draft = useMemo(
    () => ({
      ...stored,
      aspectRatio: shapes.includes(stored.aspectRatio) ? stored.aspectRatio : (shapes[0] ?? '1:1'),
      count: Math.min(stored.count, most),
    }),
    [stored, shapes, most],
  )

  const asked = useMemo(
    () => ({
      prompt: languageSample(draft.prompt),
      preference: draft.preference,
      ownKey: draft.ownKey,
      models: models.map(({ id }) => ({ modelId: id, count: draft.count })),
    }),
    [draft.prompt, draft.preference, draft.ownKey, draft.count, models],
  )
  const quote = useQuery({
    ...trpc.tasks.quote.queryOptions(useDebounced(asked, quoteAfterMs)),
    enabled: models.length > 0,
    placeholderData: keepPreviousData,
    refetchInterval: quoteEveryMs,
  })
  const price = priceOfDraft({
    models,
    count: draft.count,
    quoted: quote.data,
    ceiling: draft.ceiling,
    ownKey: draft.ownKey,
    spendable: balances.data?.spendable,
  })
  const block = blockOfDraft({
    draft,
    models,
    quoted: quote.data,
    price,
    isFrozen,
    limits: limits.data,
  })
  return { draft, change, models, shapes, most, quote, price, block }
}

export type Composing = ReturnType<typeof useComposer>
