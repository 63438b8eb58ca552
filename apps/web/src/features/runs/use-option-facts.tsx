'use client'
import type { ModelView, OptionSpec, RunView } from '@aetherflow/api/tasks/schemas'
import { useFormatter, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { useOwnWords } from '../studio/option-fields.tsx'
import { GivenPicture } from './given-picture.tsx'

type Fact = { name: string; value: ReactNode }
type Value = string | number | boolean

/** What a run was given beyond the usual settings: pictures, and each model's own options by their names. */
export function useOptionFacts(
  params: RunView['params'],
  models: readonly (ModelView | undefined)[],
): Fact[] {
  const t = useTranslations('studio')
  const runs = useTranslations('runs.page')
  const say = useOwnWords()
  const format = useFormatter()
  const written = (spec: OptionSpec, value: Value): string => {
    if (typeof value === 'number') return format.number(value)
    if (typeof value === 'boolean') return runs(value ? 'on' : 'off')
    const choice = spec.kind === 'choice' && spec.choices.find((one) => one.value === value)
    return choice ? say(choice.label) : value
  }
  const pictures = (['image', 'mask'] as const).flatMap((input): Fact[] => {
    const picture = params[input]
    if (picture === undefined) return []
    const name = t(input === 'image' ? 'picture.label' : 'mask.label')
    return [{ name, value: <GivenPicture picture={picture} name={name} /> }]
  })
  const isNamed = models.length > 1
  const options = models.flatMap((model): Fact[] => {
    const values = params.options?.[model?.id ?? ''] ?? {}
    return (model?.capability.options ?? []).flatMap((spec) => {
      const value = values[spec.name]
      if (model === undefined || value === undefined) return []
      const name = isNamed ? `${model.name}: ${say(spec.label)}` : say(spec.label)
      return [{ name, value: written(spec, value) }]
    })
  })
  return [...pictures, ...options]
}
