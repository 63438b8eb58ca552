'use client'
import type { Receipt } from '@aetherflow/api/tasks/receipt-schemas'
import type { ModelView } from '@aetherflow/api/tasks/schemas'
import { CopyButton } from '@aetherflow/ui/copy-button'
import { Facts } from '@aetherflow/ui/facts'
import { useFormatter, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Moment } from '../../components/moment.tsx'
import { useOptionFacts } from '../runs/use-option-facts.tsx'
import { useStyleName } from '../studio/use-style-name.ts'
import { between, secondsOf } from './duration.ts'

type Props = { receipt: Receipt; model: ModelView | undefined }

/** Everything that made this picture, each thing ready to be copied or repeated. */
export function TaskDetails({ receipt, model }: Props) {
  const t = useTranslations('tasks.details')
  const common = useTranslations('common')
  const { run } = receipt
  return (
    <div className="grid gap-5">
      <section className="grid gap-1.5">
        {run.prompt !== '' && (
          <>
            <div className="flex items-center justify-between gap-4">
              <h2 className="text-sm font-semibold">{t('prompt')}</h2>
              <CopyButton
                text={run.prompt}
                label={t('copyPrompt')}
                copiedLabel={common('copied')}
              />
            </div>
            <p lang="" className="text-base whitespace-pre-line">
              {run.prompt}
            </p>
          </>
        )}
        {run.negativePrompt !== '' && (
          <p className="text-ink-2">
            {t('negative')}: <span lang="">{run.negativePrompt}</span>
          </p>
        )}
      </section>
      <Facts items={useFacts(receipt, model)} />
    </div>
  )
}

function useFacts(receipt: Receipt, model: ModelView | undefined) {
  const { task, run, modelName, upstreamName, attempts } = receipt
  const t = useTranslations('tasks.details')
  const studio = useTranslations('studio')
  const runs = useTranslations('runs')
  const common = useTranslations('common')
  const format = useFormatter()
  const styleName = useStyleName()
  const seconds = (ms: number | null) => ms !== null && runs('seconds', { count: secondsOf(ms) })
  const given = useOptionFacts(run.params, [model])
  const size = (bytes: number) =>
    format.number(bytes / (bytes < 1_000_000 ? 1_000 : 1_000_000), {
      style: 'unit',
      unit: bytes < 1_000_000 ? 'kilobyte' : 'megabyte',
      maximumFractionDigits: bytes < 1_000_000 ? 0 : 1,
    })
  const { image } = task
  const seed = image?.seed ?? task.seed
  const last = attempts.findLast(({ state }) => state === 'succeeded') ?? attempts.at(-1)
  const copied = (text: string, label: string, shown = text) => (
    <span className="inline-flex flex-wrap items-center justify-end gap-1">
      <span className="num">{shown}</span>
      <CopyButton text={text} label={label} copiedLabel={common('copied')} iconOnly />
    </span>
  )
  const facts: (readonly [string, ReactNode])[] = [
    [t('model'), modelName],
    [t('upstream'), upstreamName],
    [t('provider'), last !== undefined && (last.provider || t('unnamed'))],
    [t('seed'), seed !== null && copied(seed.toString(), t('copySeed'))],
    [t('shape'), run.params.aspectRatio],
    [
      t('size'),
      image !== null && <span className="num">{`${image.width} × ${image.height}`}</span>,
    ],
    [t('style'), run.params.stylePreset !== undefined && styleName(run.params.stylePreset)],
    [
      t('format'),
      image === null
        ? run.params.outputFormat.toUpperCase()
        : `${run.params.outputFormat.toUpperCase()} · ${size(image.sizeBytes)}`,
    ],
    ...given.map(({ name, value }) => [name, value] as const),
    [t('preference'), studio(`preference.${run.preference}`)],
    [t('submitted'), <Moment key="at" at={task.createdAt} />],
    [t('waited'), seconds(between(task.createdAt, last?.dispatchedAt ?? null))],
    [t('took'), seconds(last?.latencyMs ?? null)],
    [t('label'), image !== null && t('labelText')],
    [t('id'), copied(task.id, t('copyId'), `…${task.id.slice(-12)}`)],
  ]
  return facts.flatMap(([name, value]) =>
    value === false || value === undefined ? [] : [{ name, value }],
  )
}
