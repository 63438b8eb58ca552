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
import { counts, emptyDraft, MAX_IMAGES } from './draft.ts'
import { ModelPicker } from './model-picker.tsx'
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

type Props = { composing: Composing; catalogue: ReturnType<typeof useModels>; mayUseOwn: boolean }

/** Shape, model and number of images in view; the rest behind one press. */
export function ComposerSettings({ composing, catalogue, mayUseOwn }: Props) {
  const t = useTranslations('studio')
  const common = useTranslations('common')
  const { draft, change, models, shapes, price } = composing
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
      <ShapePicker
        shapes={shapes}
        value={draft.aspectRatio}
        model={models[0]}
        onChange={(aspectRatio) => change({ aspectRatio })}
      />
      <ModelPicker
        offered={catalogue.models}
        chosen={models}
        several={draft.several}
        price={price}
        most={Math.floor(MAX_IMAGES / draft.count)}
        onChange={(ids) => change({ models: ids })}
      />
      <CountAndMore composing={composing} mayUseOwn={mayUseOwn} />
    </>
  )
}

function CountAndMore({ composing, mayUseOwn }: Pick<Props, 'composing' | 'mayUseOwn'>) {
  const t = useTranslations('studio')
  const { draft, change, models, most, block } = composing
  const moreId = useId()
  const [more, setMore] = useState(false)
  // What does not fit must not hide, and the field must not fold away once it is mended.
  if (!more && isBehindMore(block)) setMore(true)
  return (
    <>
      <div className="flex flex-wrap items-end justify-between gap-3">
        <RadioGroup
          label={t(draft.several ? 'count.labelEach' : 'count.label')}
          options={counts.map((count) => ({
            value: String(count),
            label: <span className="num">{count}</span>,
            disabled: count > most,
          }))}
          value={String(draft.count)}
          onChange={(text) =>
            change({ count: counts.find((count) => String(count) === text) ?? 1 })
          }
        />
        <Button
          variant="quiet"
          size="dense"
          aria-expanded={more}
          aria-controls={moreId}
          onClick={() => setMore(!more)}
          className="-mr-2.5"
        >
          {t(more ? 'more.hide' : 'more.show')}
          {!more && hasMore(draft) && (
            <span aria-hidden className="size-1.5 rounded-full bg-flow" />
          )}
        </Button>
      </div>
      <div id={moreId} hidden={!more}>
        {more && (
          <MoreSettings
            draft={draft}
            change={change}
            models={models}
            block={block}
            mayUseOwn={mayUseOwn}
          />
        )}
      </div>
    </>
  )
}

/** Whether something behind the disclosure is set, which the closed button then marks. */
function hasMore(draft: Composing['draft']): boolean {
  const names = [
    'negativePrompt',
    'stylePreset',
    'seed',
    'ceiling',
    'preference',
    'ownKey',
  ] as const
  return names.some((name) => draft[name] !== emptyDraft[name]) || draft.outputFormat !== 'png'
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
