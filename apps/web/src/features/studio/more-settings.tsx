'use client'
import type { ModelView } from '@aetherflow/api/tasks/schemas'
import { CreditGlyph } from '@aetherflow/ui/credit-glyph'
import { Field } from '@aetherflow/ui/field'
import { Input } from '@aetherflow/ui/input'
import { RadioGroup } from '@aetherflow/ui/radio-group'
import { Select } from '@aetherflow/ui/select'
import { Switch } from '@aetherflow/ui/switch'
import { Textarea } from '@aetherflow/ui/textarea'
import { useTranslations } from 'next-intl'
import { preferences } from './draft.ts'
import { OptionFields } from './option-fields.tsx'
import { isInView } from './option-values.ts'
import type { PriceLine } from './price-of-draft.ts'
import type { Composing } from './use-composer.ts'
import { useStyleName } from './use-style-name.ts'

const NO_STYLE = 'none'

type Props = { composing: Composing; mayUseOwn: boolean; asked: boolean }

/** What few runs need: one press away, remembered with the draft. */
export function MoreSettings(props: Props) {
  const { composing, mayUseOwn } = props
  const { draft, change, models, shared, block } = composing
  const t = useTranslations('studio')
  return (
    <div className="grid gap-5">
      <ImageSettings composing={composing} />
      {shared.seed !== null && (
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
      {mayUseOwn && (
        <Switch
          label={t('ownKey.label')}
          hint={t('ownKey.hint')}
          checked={draft.ownKey}
          onChange={(ownKey) => change({ ownKey })}
        />
      )}
      {models.map((model) => (
        <OfOneModel key={model.id} {...props} model={model} />
      ))}
    </div>
  )
}

/** What only this model knows, and what one pays for it at most; named where there are several. */
function OfOneModel({ composing, asked, model }: Props & { model: ModelView }) {
  const t = useTranslations('studio')
  const { draft, change, models, block } = composing
  const specs = model.capability.options.filter((spec) => !isInView(spec, model.capability))
  const isNamed = models.length > 1
  const line = composing.price.lines.find(({ modelId }) => modelId === model.id)
  const hasLimit = !draft.ownKey && (hasDearer(line) || (draft.ceilings[model.id] ?? '') !== '')
  if (specs.length === 0 && !hasLimit) return null
  return (
    <section
      aria-label={model.name}
      className={isNamed ? 'grid gap-4 border-t border-line pt-4' : 'grid gap-5'}
    >
      {isNamed && <h3 className="font-semibold">{model.name}</h3>}
      <OptionFields
        model={model}
        specs={specs}
        typed={draft.options[model.id] ?? {}}
        block={block}
        asked={asked}
        onChange={(options) => change({ options: { ...draft.options, [model.id]: options } })}
      />
      {hasLimit && (
        <Field
          label={t('ceiling.label')}
          hint={t('ceiling.hint')}
          error={
            block?.kind === 'ceiling-invalid' && block.modelId === model.id
              ? t('ceiling.invalid')
              : undefined
          }
        >
          <Input
            name={`ceiling-${model.id}`}
            inputMode="decimal"
            autoComplete="off"
            before={<CreditGlyph />}
            value={draft.ceilings[model.id] ?? ''}
            onChange={(event) =>
              change({ ceilings: { ...draft.ceilings, [model.id]: event.target.value } })
            }
            className="num"
          />
        </Field>
      )}
    </section>
  )
}

/** Where everybody asks the same, a limit changes nothing. */
const hasDearer = (line: PriceLine | undefined) =>
  line?.price !== null && (line?.steps ?? []).some(({ price }) => price > (line?.price ?? 0n))

function ImageSettings({ composing: { draft, change, shared } }: Pick<Props, 'composing'>) {
  const t = useTranslations('studio')
  const styleName = useStyleName()
  const { styles, formats } = shared
  return (
    <>
      {shared.negativePrompt && (
        <Field label={t('negative.label')}>
          <Textarea
            name="negativePrompt"
            rows={2}
            maxLength={shared.maxPromptChars}
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
      {formats.length > 1 && (
        <RadioGroup
          label={t('format.label')}
          options={formats.map((value) => ({ value, label: value.toUpperCase() }))}
          value={draft.outputFormat}
          onChange={(outputFormat) => change({ outputFormat })}
        />
      )}
    </>
  )
}
