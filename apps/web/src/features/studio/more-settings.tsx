'use client'
import { CreditGlyph } from '@aetherflow/ui/credit-glyph'
import { Field } from '@aetherflow/ui/field'
import { Input } from '@aetherflow/ui/input'
import { RadioGroup } from '@aetherflow/ui/radio-group'
import { Select } from '@aetherflow/ui/select'
import { Switch } from '@aetherflow/ui/switch'
import { Textarea } from '@aetherflow/ui/textarea'
import { useTranslations } from 'next-intl'
import { MAX_IMAGES, outputFormats, preferences } from './draft.ts'
import type { Composing } from './use-composer.ts'
import { useStyleName } from './use-style-name.ts'

const NO_STYLE = 'none'

type Props = Pick<Composing, 'draft' | 'change' | 'models' | 'block'> & { mayUseOwn: boolean }

/** What few runs need: one press away, remembered with the draft. */
export function MoreSettings(props: Props) {
  const { draft, change, models, block, mayUseOwn } = props
  const t = useTranslations('studio')
  return (
    <div className="grid gap-5">
      <ImageSettings {...props} />
      {models.every(({ capability }) => capability.seed !== null) && (
        <Field
          label={t('seed.label')}
          hint={t('seed.hint')}
          error={
            block?.kind === 'seed' ? t('seed.range', { min: block.min, max: block.max }) : undefined
          }
        >
          <Input
            name="seed"
            inputMode="numeric"
            autoComplete="off"
            placeholder={t('seed.placeholder')}
            value={draft.seed}
            onChange={(event) => change({ seed: event.target.value })}
            className="num"
          />
        </Field>
      )}
      <RadioGroup
        label={t('preference.label')}
        hint={t('preference.hint')}
        options={preferences.map((value) => ({ value, label: t(`preference.${value}`) }))}
        value={draft.preference}
        onChange={(preference) => change({ preference })}
      />
      {!draft.ownKey && <Ceiling {...props} />}
      <Switch
        label={t('several.label')}
        hint={t('several.hint', { max: MAX_IMAGES })}
        checked={draft.several}
        onChange={(several) => change({ several, models: models.map(({ id }) => id) })}
      />
      {mayUseOwn && (
        <Switch
          label={t('ownKey.label')}
          hint={t('ownKey.hint')}
          checked={draft.ownKey}
          onChange={(ownKey) => change({ ownKey })}
        />
      )}
    </div>
  )
}

function ImageSettings({ draft, change, models }: Props) {
  const t = useTranslations('studio')
  const styleName = useStyleName()
  const [first, ...others] = models.map(({ capability }) => capability.stylePresets)
  const styles = (first ?? []).filter((style) => others.every((list) => list.includes(style)))
  return (
    <>
      {models.every(({ capability }) => capability.negativePrompt) && (
        <Field label={t('negative.label')}>
          <Textarea
            name="negativePrompt"
            rows={2}
            maxLength={10_000}
            placeholder={t('negative.placeholder')}
            value={draft.negativePrompt}
            onChange={(event) => change({ negativePrompt: event.target.value })}
          />
        </Field>
      )}
      {styles.length > 0 && (
        <Field label={t('style.label')}>
          <Select
            options={[
              { value: NO_STYLE, label: t('style.none') },
              ...styles.map((value) => ({ value, label: styleName(value) })),
            ]}
            value={styles.includes(draft.stylePreset) ? draft.stylePreset : NO_STYLE}
            onChange={(style) => change({ stylePreset: style === NO_STYLE ? '' : style })}
          />
        </Field>
      )}
      <RadioGroup
        label={t('format.label')}
        options={outputFormats.map((value) => ({ value, label: value.toUpperCase() }))}
        value={draft.outputFormat}
        onChange={(outputFormat) => change({ outputFormat })}
      />
    </>
  )
}

function Ceiling({ draft, change, block }: Props) {
  const t = useTranslations('studio')
  return (
    <Field
      label={t('ceiling.label')}
      hint={t('ceiling.hint')}
      error={block?.kind === 'ceiling-invalid' ? t('ceiling.invalid') : undefined}
    >
      <Input
        name="ceiling"
        inputMode="decimal"
        autoComplete="off"
        before={<CreditGlyph />}
        value={draft.ceiling}
        onChange={(event) => change({ ceiling: event.target.value })}
        className="num"
      />
    </Field>
  )
}
