'use client'
import { Checkbox } from '@aetherflow/ui/checkbox'
import { Switch } from '@aetherflow/ui/switch'
import { useTranslations } from 'next-intl'

type Props = {
  models: readonly { id: string; name: string }[]
  /** Empty for every model, later ones included. */
  value: readonly string[]
  onChange: (modelIds: string[]) => void
}

/** Which models the key may be used for: all of them, or chosen ones. */
export function ModelsField({ models, value, onChange }: Props) {
  const t = useTranslations('provide.settings')
  const all = value.length === 0
  const toggle = (id: string) => (checked: boolean) => {
    const next = checked ? [...value, id] : value.filter((each) => each !== id)
    if (next.length > 0) onChange(next)
  }
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1.5 text-sm font-semibold">{t('models')}</legend>
      <Switch
        label={t('modelsAll')}
        hint={t('modelsAllHint')}
        checked={all}
        onChange={(next) => onChange(next ? [] : models.map(({ id }) => id))}
      />
      {!all && (
        <div className="grid gap-1 sm:grid-cols-2">
          {models.map(({ id, name }) => (
            <Checkbox key={id} label={name} checked={value.includes(id)} onChange={toggle(id)} />
          ))}
        </div>
      )}
    </fieldset>
  )
}
