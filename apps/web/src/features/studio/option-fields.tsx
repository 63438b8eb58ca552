'use client'
import type { ModelView, OptionSpec } from '@aetherflow/api/tasks/schemas'
import { Field } from '@aetherflow/ui/field'
import { Input } from '@aetherflow/ui/input'
import { Select } from '@aetherflow/ui/select'
import { Switch } from '@aetherflow/ui/switch'
import { Textarea } from '@aetherflow/ui/textarea'
import { useLocale, useTranslations } from 'next-intl'
import type { Block } from './block-of-draft.ts'
import type { TypedOptions } from './draft.ts'
import { typedOf } from './option-values.ts'

type Props = {
  model: ModelView
  specs: readonly OptionSpec[]
  typed: TypedOptions
  block: Block | null
  /** After a press on Generate. */
  asked: boolean
  onChange: (options: TypedOptions) => void
}

const NONE = ''

/** A model's own settings, drawn from what its row says of them: nothing here knows any model. */
export function OptionFields({ model, specs, typed, block, asked, onChange }: Props) {
  return specs.map((spec) => (
    <OptionField
      key={spec.name}
      spec={spec}
      value={typedOf(spec, typed)}
      problem={
        block?.kind === 'option' && block.modelId === model.id && block.name === spec.name
          ? block.problem
          : null
      }
      asked={asked}
      onChange={(value) => onChange({ ...typed, [spec.name]: value })}
    />
  ))
}

type FieldProps = {
  spec: OptionSpec
  value: string | boolean
  problem: Extract<Block, { kind: 'option' }>['problem'] | null
  asked: boolean
  onChange: (value: string | boolean) => void
}

function OptionField({ spec, value, problem, asked, onChange }: FieldProps) {
  const t = useTranslations('studio.option')
  const say = useOwnWords()
  const hint = spec.hint === undefined ? '' : say(spec.hint)
  const bounds = useBounds(spec)
  if (spec.kind === 'flag') {
    return (
      <Switch
        label={say(spec.label)}
        {...(hint === '' ? {} : { hint })}
        checked={value === true}
        onChange={onChange}
      />
    )
  }
  const isShown = problem !== null && (problem !== 'required' || asked)
  return (
    <Field
      label={say(spec.label)}
      required={spec.required}
      {...(hint === '' ? {} : { hint })}
      aside={bounds ?? (spec.required ? undefined : t('optional'))}
      error={isShown ? t(`problem.${problem}`) : undefined}
    >
      <Control spec={spec} value={String(value)} onChange={onChange} />
    </Field>
  )
}

function Control({
  spec,
  value,
  onChange,
}: {
  spec: Exclude<OptionSpec, { kind: 'flag' }>
  value: string
  onChange: (value: string) => void
}) {
  const t = useTranslations('studio.option')
  const say = useOwnWords()
  if (spec.kind === 'choice') {
    const choices = spec.choices.map((choice) => ({
      value: choice.value,
      label: say(choice.label),
    }))
    const none = { value: NONE, label: t('none') }
    const mayBeNone = spec.default === null && !spec.required
    return (
      <Select
        name={spec.name}
        options={mayBeNone || value === NONE ? [none, ...choices] : choices}
        value={value}
        onChange={onChange}
      />
    )
  }
  if (spec.kind === 'text') {
    const onText = (event: { target: { value: string } }) => onChange(event.target.value)
    return spec.maxChars > 120 ? (
      <Textarea
        name={spec.name}
        rows={2}
        maxLength={spec.maxChars}
        value={value}
        onChange={onText}
      />
    ) : (
      <Input
        name={spec.name}
        autoComplete="off"
        maxLength={spec.maxChars}
        value={value}
        onChange={onText}
      />
    )
  }
  return (
    <Input
      name={spec.name}
      inputMode={spec.kind === 'integer' && spec.min >= 0 ? 'numeric' : 'decimal'}
      autoComplete="off"
      value={value}
      onChange={(event) => onChange(event.target.value)}
      className="num"
    />
  )
}

/** "0–100", as the reader writes numbers. */
function useBounds(spec: OptionSpec): string | undefined {
  const t = useTranslations('studio.option')
  if (spec.kind === 'number' || spec.kind === 'integer')
    return t('bounds', { min: spec.min, max: spec.max })
  return undefined
}

/** What a catalogue row says in several languages, in the reader's. */
export function useOwnWords(): (words: { en: string; zh: string }) => string {
  const locale = useLocale()
  return (words) => (locale.startsWith('zh') ? words.zh : words.en)
}
