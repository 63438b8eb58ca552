'use client'
import { useFormatter, useTranslations } from 'next-intl'
import { MaskField } from './mask-field.tsx'
import { OptionFields, useOwnWords } from './option-fields.tsx'
import { isInView } from './option-values.ts'
import { PictureField } from './picture-field.tsx'
import { ProblemLine } from './problem-line.tsx'
import type { Composing } from './use-composer.ts'

type Props = { composing: Composing; asked: boolean }

/** What the chosen models cannot do without: the pictures that they work on, and their own needful settings. */
export function WorkOn({ part, ...props }: Props & { part: 'pictures' | 'options' }) {
  return part === 'pictures' ? <Pictures {...props} /> : <NeedfulOptions {...props} />
}

function Pictures({ composing, asked }: Props) {
  const { draft, change, shared, pictures, block } = composing
  const { inputs } = shared
  return (
    <>
      {inputs.image !== null && (
        <PictureField
          value={draft.image}
          known={pictures.image}
          required={inputs.image.required}
          block={block}
          asked={asked}
          onChange={(image) => change({ image })}
        />
      )}
      {inputs.mask !== null && (
        <MaskField
          image={draft.image === null ? undefined : pictures.image.data}
          value={draft.mask}
          known={pictures.mask}
          required={inputs.mask.required}
          block={block}
          asked={asked}
          onChange={(mask) => change({ mask })}
        />
      )}
    </>
  )
}

function NeedfulOptions({ composing, asked }: Props) {
  const t = useTranslations('studio.option')
  const format = useFormatter()
  const say = useOwnWords()
  const { draft, change, models, block } = composing
  return models.map((model) => {
    const { capability } = model
    const specs = capability.options.filter((spec) => isInView(spec, capability))
    if (specs.length === 0) return null
    const lacksOne = asked && block?.kind === 'needs-one-of' && block.modelId === model.id
    const names = specs.filter(({ name }) => capability.needsOneOf.includes(name))
    return (
      <section key={model.id} aria-label={model.name} className="grid gap-3">
        {models.length > 1 && <h3 className="text-sm font-semibold">{model.name}</h3>}
        <div className={specs.length > 2 ? 'grid grid-cols-2 items-end gap-3' : 'grid gap-3'}>
          <OptionFields
            model={model}
            specs={specs}
            typed={draft.options[model.id] ?? {}}
            block={block}
            asked={asked}
            onChange={(options) => change({ options: { ...draft.options, [model.id]: options } })}
          />
        </div>
        {lacksOne && (
          <ProblemLine alert>
            {t('needsOne', {
              names: format.list(
                names.map(({ label }) => say(label)),
                { type: 'disjunction' },
              ),
            })}
          </ProblemLine>
        )}
      </section>
    )
  })
}
