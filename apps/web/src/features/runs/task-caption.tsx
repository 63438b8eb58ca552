'use client'
import type { ModelView, TaskView } from '@aetherflow/api/tasks/schemas'
import { useTranslations } from 'next-intl'
import { CreditAmount } from '../../components/credit-amount.tsx'
import { tookMs } from './compared.ts'

/** Under a picture that stands beside those of other models: whose it is, what it cost, how long it took, its seed. */
export function TaskCaption({ task, model }: { task: TaskView; model: ModelView | undefined }) {
  const t = useTranslations('runs')
  const took = tookMs(task)
  const seed = task.image?.seed ?? task.seed
  return (
    <p className="grid pt-1 text-xs text-ink-2">
      <span className="truncate font-semibold text-ink">{model?.name ?? task.modelId}</span>
      <span className="flex flex-wrap gap-x-2">
        {task.price !== null ? (
          <CreditAmount value={task.price} />
        ) : (
          task.image === null &&
          task.released === null && (
            <span>
              {t.rich('caption.atMost', { price: () => <CreditAmount value={task.ceiling} /> })}
            </span>
          )
        )}
        {took !== null && <span className="num">{t('secondsExact', { count: took / 1_000 })}</span>}
        {task.image !== null && seed !== null && (
          <span className="num">{t('caption.seed', { seed: String(seed) })}</span>
        )}
      </span>
    </p>
  )
}
