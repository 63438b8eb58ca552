'use client'
import type { ModelView } from '@aetherflow/api/tasks/schemas'
import { Button } from '@aetherflow/ui/button'
import { Callout } from '@aetherflow/ui/callout'
import { useFormatter, useTranslations } from 'next-intl'
import { CreditAmount } from '../../components/credit-amount.tsx'
import type { Block } from './block-of-draft.ts'
import { insteadOf, suggestedModels } from './language-way-out.ts'
import type { Composing } from './use-composer.ts'

type Props = {
  block: Extract<Block, { kind: 'language' }>
  composing: Composing
  byId: ReadonlyMap<string, ModelView>
}

/** A prompt in a language that a chosen model does not read: who does, with the price, one press away. */
export function LanguageNote({ block, composing, byId }: Props) {
  const t = useTranslations('studio.language')
  const format = useFormatter()
  const { chosen, choose, able } = composing
  const readers = chosen.filter(({ model }) => !block.modelIds.includes(model.id))
  const models = suggestedModels(block.suggestions, able, chosen)
  const names = format.list(block.modelIds.map((id) => byId.get(id)?.name ?? id))
  const title =
    block.modelIds.length === 1 ? t('title', { model: names }) : t('titleMany', { models: names })
  const hasWayOut = readers.length > 0 || models.length > 0
  return (
    <Callout tone="info" title={title}>
      <p>{t(hasWayOut ? 'advice' : 'adviceNone')}</p>
      <div className="mt-2 flex flex-wrap gap-2 empty:hidden">
        {readers.length > 0 && (
          <Button
            size="dense"
            className="max-w-full shrink!"
            onClick={() => choose(readers.map(({ model: { id }, count }) => ({ id, count })))}
          >
            <span className="truncate">
              {t('only', { models: format.list(readers.map(({ model }) => model.name)) })}
            </span>
          </Button>
        )}
        {models.map((model) => (
          <Button
            key={model.id}
            size="dense"
            title={model.upstreamName}
            className="max-w-full shrink!"
            onClick={() => choose(insteadOf(block.modelIds, model.id, chosen))}
          >
            <span className="truncate">{t('use', { model: model.name })}</span>
            {model.price !== null && <CreditAmount value={model.price} className="font-normal" />}
          </Button>
        ))}
      </div>
    </Callout>
  )
}
