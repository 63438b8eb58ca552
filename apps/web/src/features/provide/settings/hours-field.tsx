'use client'
import { Button } from '@aetherflow/ui/button'
import { ToggleGroup } from '@aetherflow/ui/toggle-group'
import { useTranslations } from 'next-intl'
import { allHours, writeHours } from './hours.ts'

type Props = { value: readonly number[]; onChange: (hours: number[]) => void; wrong: boolean }

const nights = [22, 23, 0, 1, 2, 3, 4, 5, 6, 7]

/** The hours of the day in which work is taken, in UTC like the limits. */
export function HoursField({ value, onChange, wrong }: Props) {
  const t = useTranslations('provide.settings')
  const always = value.length === 24
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1.5 text-sm font-semibold">{t('hours')}</legend>
      <div className="flex flex-wrap gap-1.5">
        <Button size="dense" onClick={() => onChange([...allHours])}>
          {t('hoursAlways')}
        </Button>
        <Button size="dense" onClick={() => onChange(nights)}>
          {t('hoursNights')}
        </Button>
      </div>
      <div className="max-w-132">
        <ToggleGroup
          label={t('hours')}
          multiple
          value={value.map(String)}
          onChange={(next) => onChange(next.map(Number).toSorted((a, b) => a - b))}
          options={allHours.map((hour) => ({
            value: String(hour),
            label: <span className="num w-4 text-center">{String(hour).padStart(2, '0')}</span>,
          }))}
        />
      </div>
      <p
        role={wrong ? 'alert' : 'status'}
        className={`text-xs ${wrong ? 'text-bad' : 'text-ink-2'}`}
      >
        {wrong
          ? t('problem.hours')
          : always
            ? t('hoursAll')
            : t('hoursOpen', { spans: writeHours(value) })}
      </p>
    </fieldset>
  )
}
