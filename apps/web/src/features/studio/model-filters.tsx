'use client'
import { Input } from '@aetherflow/ui/input'
import { Select } from '@aetherflow/ui/select'
import { ToggleGroup } from '@aetherflow/ui/toggle-group'
import { Search } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type ModelFilter, vendorsOf } from './model-search.ts'
import type { Operation } from './draft.ts'
import type { Composing } from './use-composer.ts'

const ALL = 'all'
const marks = ['open', 'chinese', 'favourites'] as const
type Mark = (typeof marks)[number]

type Props = {
  composing: Composing
  filter: ModelFilter
  onChange: (filter: ModelFilter) => void
}

export function ModelFilters({ composing, filter, onChange }: Props) {
  const t = useTranslations('studio.model.filter')
  const operation = useTranslations('studio.operation')
  const { able, operations, change } = composing
  const pressed: Mark[] = marks.filter((mark) =>
    mark === 'chinese' ? filter.language === 'zh' : filter[mark],
  )
  return (
    <search aria-label={t('label')} className="grid gap-2">
      <div className="grid gap-2 sm:grid-cols-[minmax(0,1fr)_12rem_12rem]">
        <Input
          type="search"
          aria-label={t('search')}
          placeholder={t('search')}
          autoComplete="off"
          before={<Search aria-hidden className="size-4" />}
          value={filter.search}
          onChange={(event) => onChange({ ...filter, search: event.target.value.slice(0, 80) })}
        />
        <Select<Operation>
          label={operation('label')}
          options={operations.map((value) => ({ value, label: operation(`names.${value}`) }))}
          value={composing.operation}
          onChange={(value) => change({ operation: value })}
        />
        <Select
          label={t('vendor')}
          options={[
            { value: ALL, label: t('anyVendor') },
            ...vendorsOf(able).map(({ id, name }) => ({ value: id, label: name })),
          ]}
          value={filter.vendor === '' ? ALL : filter.vendor}
          onChange={(vendor) => onChange({ ...filter, vendor: vendor === ALL ? '' : vendor })}
        />
      </div>
      <ToggleGroup<Mark>
        label={t('label')}
        multiple
        options={marks.map((value) => ({ value, label: t(value) }))}
        value={pressed}
        onChange={(now) =>
          onChange({
            ...filter,
            open: now.includes('open'),
            favourites: now.includes('favourites'),
            language: now.includes('chinese') ? 'zh' : '',
          })
        }
      />
    </search>
  )
}
