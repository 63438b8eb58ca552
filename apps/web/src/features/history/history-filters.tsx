'use client'
import type { ModelView } from '@aetherflow/api/tasks/schemas'
import { Select } from '@aetherflow/ui/select'
import { ToggleGroup } from '@aetherflow/ui/toggle-group'
import { Heart } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type HistoryFilter, type StatusGroup, statusGroups } from './history-filter.ts'

const ALL = 'all'

type Props = {
  filter: HistoryFilter
  models: readonly ModelView[]
  onChange: (filter: HistoryFilter) => void
}

/** The filters stand in the address: a filtered gallery can be kept as a bookmark. */
export function HistoryFilters({ filter, models, onChange }: Props) {
  const t = useTranslations('history')
  const known = models.some(({ id }) => id === filter.model)
  return (
    <search aria-label={t('filters')} className="flex flex-wrap items-center gap-2">
      <ToggleGroup<StatusGroup>
        label={t('status.label')}
        options={statusGroups.map((value) => ({ value, label: t(`status.${value}`) }))}
        value={[filter.status]}
        onChange={([status]) => onChange({ ...filter, status: status ?? 'all' })}
      />
      <ToggleGroup
        label={t('favourites')}
        options={[
          {
            value: 'favourites',
            label: (
              <span className="inline-flex items-center gap-1.5">
                <Heart aria-hidden className="size-4" />
                {t('favourites')}
              </span>
            ),
          },
        ]}
        value={filter.favourites ? ['favourites'] : []}
        onChange={(pressed) => onChange({ ...filter, favourites: pressed.length > 0 })}
      />
      <div className="w-60 max-sm:w-full">
        <Select
          label={t('model.label')}
          options={[
            { value: ALL, label: t('model.all') },
            ...models.map(({ id, name }) => ({ value: id, label: name })),
            ...(filter.model === '' || known ? [] : [{ value: filter.model, label: filter.model }]),
          ]}
          value={filter.model === '' ? ALL : filter.model}
          onChange={(model) => onChange({ ...filter, model: model === ALL ? '' : model })}
        />
      </div>
    </search>
  )
}
