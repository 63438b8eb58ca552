'use client'
import { Button } from '@aetherflow/ui/button'
import { Callout } from '@aetherflow/ui/callout'
import { RadioGroup } from '@aetherflow/ui/radio-group'
import { Skeleton } from '@aetherflow/ui/skeleton'
import { useTranslations } from 'next-intl'
import dynamic from 'next/dynamic'
import { useId, useState } from 'react'
import { ApiError } from '../errors/api-error.tsx'
import { isBehindMore } from './block-of-draft.ts'
import { emptyDraft } from './draft.ts'
import { ModelPicker } from './model-picker.tsx'
import { NotOffered } from './not-offered.tsx'
import { isInView } from './option-values.ts'
import { ShapePicker } from './shape-picker.tsx'
import type { Composing } from './use-composer.ts'
import type { useModels } from './use-models.ts'

// Most runs never open it, and it brings a select and switches along.
const MoreSettings = dynamic(
  () => import('./more-settings.tsx').then((file) => file.MoreSettings),
  {
    ssr: false,
    loading: () => <Skeleton className="h-96 w-full" />,
  },
)

/** Of one model; several have a number each. */
const counts = [1, 2, 3, 4, 6, 8] as const

type Props = {
  account: string
  composing: Composing
  catalogue: ReturnType<typeof useModels>
  mayUseOwn: boolean
  asked: boolean
}

/** Shape, model and number of images in view; the rest behind one press. */
export function ComposerSettings(props: Props) {
  const { account, composing, catalogue } = props
  const t = useTranslations('studio')
  const common = useTranslations('common')
  const { draft, change, models, shared } = composing
  const { query } = catalogue
  if (query.isPending) return <SettingsSkeleton label={common('loading')} />
  if (query.isError && models.length === 0) {
    const retry = <Button onClick={() => void query.refetch()}>{common('retry')}</Button>
    return <ApiError error={query.error} action={retry} />
  }
  if (models.length === 0) {
    return <Callout title={t('model.empty')}>{t('model.emptyAdvice')}</Callout>
  }
  return (
    <>
      {shared.shapes.length > 0 && (
        <ShapePicker
          shapes={shared.shapes}
          value={draft.aspectRatio}
          model={models.length === 1 ? models[0] : undefined}
          onChange={(aspectRatio) => change({ aspectRatio })}
        />
      )}
      <ModelPicker account={account} composing={composing} />
      <CountAndMore {...props} />
    </>
  )
}

function CountAndMore({ composing, mayUseOwn, asked }: Props) {
  const t = useTranslations('studio')
  const { chosen, choose, block } = composing
  const moreId = useId()
  const [more, setMore] = useState(false)
  // What does not fit must not hide, and the field must not fold away once it is mended.
  if (!more && isBehindMore(block)) setMore(true)
  const [only, ...others] = chosen
  return (
    <>
      <div className="flex flex-wrap items-end justify-between gap-3">
        {only !== undefined && others.length === 0 ? (
          <RadioGroup
            label={t('count.label')}
            options={counts.map((count) => ({
              value: String(count),
              label: <span className="num">{count}</span>,
            }))}
            value={String(only.count)}
            onChange={(text) => choose([{ id: only.model.id, count: Number(text) }])}
          />
        ) : (
          <span />
        )}
        <Button
          variant="quiet"
          size="dense"
          aria-expanded={more}
          aria-controls={moreId}
          onClick={() => setMore(!more)}
          className="-mr-2.5 -ml-2.5"
        >
          {t(more ? 'more.hide' : 'more.show')}
          {!more && hasMore(composing) && (
            <span aria-hidden className="size-1.5 rounded-full bg-flow" />
          )}
        </Button>
      </div>
      <NotOffered shared={composing.shared} />
      <div id={moreId} hidden={!more}>
        {more && <MoreSettings composing={composing} mayUseOwn={mayUseOwn} asked={asked} />}
      </div>
    </>
  )
}

/** Whether something behind the disclosure is set, which the closed button then marks. */
function hasMore({ draft, models }: Composing): boolean {
  const names = ['negativePrompt', 'stylePreset', 'seed', 'preference', 'ownKey'] as const
  const hasOption = models.some(({ id, capability }) =>
    capability.options.some(
      (spec) => !isInView(spec, capability) && draft.options[id]?.[spec.name] !== undefined,
    ),
  )
  return (
    hasOption ||
    names.some((name) => draft[name] !== emptyDraft[name]) ||
    models.some(({ id }) => (draft.ceilings[id] ?? '') !== '')
  )
}

function SettingsSkeleton({ label }: { label: string }) {
  return (
    <div aria-live="polite" className="grid gap-5">
      <span className="sr-only">{label}</span>
      <Skeleton className="h-30 w-full" />
      <Skeleton className="h-75 w-full" />
      <Skeleton className="h-14 w-full" />
    </div>
  )
}
