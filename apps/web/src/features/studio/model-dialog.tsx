'use client'
import type { ModelView } from '@aetherflow/api/tasks/schemas'
import { Button } from '@aetherflow/ui/button'
import { Dialog } from '@aetherflow/ui/dialog'
import { Star } from 'lucide-react'
import { useFormatter, useTranslations } from 'next-intl'
import { useState } from 'react'
import { CreditAmount } from '../../components/credit-amount.tsx'
import { withCount } from './chosen-models.ts'
import { CountStepper } from './count-stepper.tsx'
import { MAX_IMAGES } from './draft.ts'
import { ModelFilters } from './model-filters.tsx'
import { ModelRow } from './model-row.tsx'
import { findModels, noFilter, withFavourite } from './model-search.ts'
import { useKnownModels } from './studio-storage.ts'
import type { Composing } from './use-composer.ts'

type Props = { account: string; composing: Composing; onClose: () => void }

/** Every model on offer: look for one, or put several side by side. */
export function ModelDialog({ account, composing, onClose }: Props) {
  const t = useTranslations('studio.model')
  const common = useTranslations('common')
  const { able, chosen, choose, images, price } = composing
  const [filter, setFilter] = useState(noFilter)
  const [known, updateKnown] = useKnownModels(account)
  const choices = chosen.map(({ model: { id }, count }) => ({ id, count }))
  const found = findModels(able, filter, known)
  return (
    <Dialog
      open
      wide
      onOpenChange={(open) => !open && onClose()}
      title={t('dialog.title')}
      description={t('dialog.text', { max: MAX_IMAGES })}
      closeLabel={common('close')}
    >
      <ModelFilters composing={composing} filter={filter} onChange={setFilter} />
      <p aria-live="polite" className="text-xs text-ink-2">
        {t('dialog.found', { count: found.length })}
      </p>
      {found.length === 0 ? (
        <div className="grid justify-items-start gap-3 py-6">
          <p>{t('dialog.none')}</p>
          <Button size="dense" onClick={() => setFilter(noFilter)}>
            {t('dialog.clear')}
          </Button>
        </div>
      ) : (
        <ul className="grid border-t border-line">
          {found.map((model) => (
            <Entry
              key={model.id}
              model={model}
              composing={composing}
              isFavourite={known.favourites.includes(model.id)}
              onFavourite={() => updateKnown((before) => withFavourite(before, model.id))}
              onOnly={() => {
                choose([{ id: model.id, count: chosen.length === 1 ? images : 1 }])
                onClose()
              }}
              onCount={(count) => choose(withCount(choices, model.id, count))}
            />
          ))}
        </ul>
      )}
      <footer className="sticky -bottom-5 -mx-5 -mb-5 flex items-center justify-between gap-4 border-t border-line bg-surface px-5 py-3 sm:-bottom-6 sm:-mx-6 sm:-mb-6 sm:px-6">
        <p aria-live="polite" className="min-w-0 text-sm">
          {t('dialog.sum', { models: chosen.length, images })}{' '}
          {price.total !== null && (
            <span className="font-semibold">
              · <CreditAmount value={price.total} />
            </span>
          )}
        </p>
        <Button variant="primary" onClick={onClose}>
          {t('dialog.done')}
        </Button>
      </footer>
    </Dialog>
  )
}

type EntryProps = {
  model: ModelView
  composing: Composing
  isFavourite: boolean
  onFavourite: () => void
  onOnly: () => void
  onCount: (count: number) => void
}

function Entry({ model, composing, isFavourite, onFavourite, onOnly, onCount }: EntryProps) {
  const t = useTranslations('studio.model')
  const { chosen, images, price } = composing
  const count = chosen.find((one) => one.model.id === model.id)?.count ?? 0
  const traits = useTraits(model)
  return (
    <li
      className={`grid grid-cols-[auto_minmax(0,1fr)] items-start gap-x-2 border-b border-line py-2 sm:grid-cols-[auto_minmax(0,1fr)_auto] sm:items-center ${count > 0 ? 'bg-foam' : ''}`}
    >
      <button
        type="button"
        aria-pressed={isFavourite}
        aria-label={t('favourite', { model: model.name })}
        onClick={onFavourite}
        className="grid size-dense place-items-center rounded-control text-ink-2 hover:text-ink aria-pressed:text-flow"
      >
        <Star aria-hidden className={`size-4 ${isFavourite ? 'fill-current' : ''}`} />
      </button>
      <button
        type="button"
        title={t('dialog.only')}
        onClick={onOnly}
        className="grid w-full gap-0.5 rounded-control px-1.5 py-1 text-start hover:bg-sunken"
      >
        <ModelRow
          model={model}
          line={price.lines.find(({ modelId }) => modelId === model.id)}
          withVendor
        />
        <span className="text-xs text-ink-2">{traits}</span>
      </button>
      <span className="col-start-2 justify-self-end px-1 sm:col-start-3">
        <CountStepper
          name={model.name}
          count={count}
          least={chosen.length === 1 ? Math.min(1, count) : 0}
          most={count + MAX_IMAGES - images}
          onChange={onCount}
        />
      </span>
    </li>
  )
}

/** What sets a model apart, in a line: languages, largest picture, what it takes. */
function useTraits({ capability }: ModelView): string {
  const t = useTranslations('studio.model.traits')
  const format = useFormatter()
  const { prompt, promptLanguages, sizes, seed, negativePrompt, stylePresets, inputs } = capability
  const largest = Object.values(sizes).toSorted(
    (a, b) => b.width * b.height - a.width * a.height,
  )[0]
  const traits = [
    prompt !== 'none' &&
      (promptLanguages.length === 0
        ? t('anyLanguage')
        : format.list(
            promptLanguages.map((tag) =>
              t.has(`language.${tag as 'en'}`) ? t(`language.${tag as 'en'}`) : tag,
            ),
          )),
    largest !== undefined && `${largest.width} × ${largest.height}`,
    seed !== null && t('seed'),
    negativePrompt && t('negative'),
    stylePresets.length > 0 && t('styles', { count: stylePresets.length }),
    capability.operation === 'text-to-image' && inputs.length > 0 && t('picture'),
  ]
  return traits.filter((trait) => trait !== false).join(' · ')
}
