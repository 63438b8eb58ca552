'use client'
import { Button } from '@aetherflow/ui/button'
import { Input } from '@aetherflow/ui/input'
import { RadioGroup } from '@aetherflow/ui/radio-group'
import { Select } from '@aetherflow/ui/select'
import { useTranslations } from 'next-intl'
import { useId, useState } from 'react'
import { filters } from './statement-filters.ts'
import { numberIn, periods, type StatementQuery } from './statement-query.ts'

type Props = { query: StatementQuery; onChange: (changes: Partial<StatementQuery>) => void }

/** By kind, by period, and by number. */
export function StatementControls({ query, onChange }: Props) {
  const t = useTranslations('wallet.statement')
  return (
    <div className="grid gap-3">
      <RadioGroup
        label={t('filter')}
        hideLabel
        options={filters.map((value) => ({ value, label: t(`filters.${value}`) }))}
        value={query.filter}
        onChange={(filter) => onChange({ filter })}
      />
      <div className="flex flex-wrap items-start gap-x-4 gap-y-3">
        <div className="w-full sm:w-44">
          <Select
            label={t('period')}
            options={periods.map((value) => ({ value, label: t(`periods.${value}`) }))}
            value={query.period}
            onChange={(period) => onChange({ period })}
          />
        </div>
        {query.period === 'own' && (
          <>
            <Day name={t('from')} value={query.from} onChange={(from) => onChange({ from })} />
            <Day name={t('to')} value={query.to} onChange={(to) => onChange({ to })} />
          </>
        )}
        <Search query={query} onChange={onChange} />
      </div>
    </div>
  )
}

type DayProps = { name: string; value: string; onChange: (day: string) => void }

function Day({ name, value, onChange }: DayProps) {
  return (
    <div className="w-[calc(50%-0.5rem)] sm:w-38">
      <Input
        type="date"
        aria-label={name}
        value={value}
        min="2020-01-01"
        max="2099-12-31"
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  )
}

/** A number is long and mostly pasted, so it is looked for as soon as it is whole. */
function Search({ query, onChange }: Props) {
  const t = useTranslations('wallet.statement')
  const [typed, setTyped] = useState(query.about)
  const hint = useId()
  const isPart = typed.trim() !== '' && numberIn(typed) === null
  const write = (text: string) => {
    setTyped(text)
    const about = numberIn(text) ?? ''
    if (about !== query.about) onChange({ about })
  }
  return (
    <div className="flex w-full items-start gap-2 sm:w-auto sm:flex-1">
      <div className="grid min-w-0 flex-1 gap-1.5 sm:max-w-84">
        <Input
          inputMode="search"
          aria-label={t('search')}
          aria-describedby={isPart ? hint : undefined}
          autoComplete="off"
          spellCheck={false}
          placeholder={t('search')}
          value={typed}
          onChange={(event) => write(event.target.value)}
        />
        {isPart && (
          <p id={hint} className="text-xs text-ink-2">
            {t('searchHint')}
          </p>
        )}
      </div>
      {query.about !== '' && (
        <Button variant="quiet" onClick={() => write('')}>
          {t('searchClear')}
        </Button>
      )}
    </div>
  )
}
