'use client'
import type { ModelView, RunView, TaskView } from '@aetherflow/api/tasks/schemas'
import { Button } from '@aetherflow/ui/button'
import { buttonClass } from '@aetherflow/ui/button-class'
import { RotateCcw, SlidersHorizontal } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { CreditAmount } from '../../components/credit-amount.tsx'
import { Link } from '../../i18n/navigation.ts'
import { routes } from '../../routes.ts'
import { useAgain } from './use-again.ts'

type Props = {
  account: string
  run: Omit<RunView, 'tasks'>
  task: TaskView
  model: ModelView | undefined
  onDone: () => void
}

/** What follows from a comparison: once more by the model that won, at its price, or with changes. */
export function CompareWinner({ account, run, task, model, onDone }: Props) {
  const t = useTranslations('runs')
  const again = useAgain(account)
  const name = model?.name ?? task.modelId
  const modelIds = [task.modelId]
  const price = run.ownKey ? 0n : (model?.price ?? null)
  return (
    <div className="flex flex-wrap items-center gap-2">
      <p aria-live="polite" className="me-auto text-sm">
        {t('compare.chosen', { model: name })}
      </p>
      {price !== null && (
        <Button
          variant="primary"
          onClick={() => {
            again.submit({ run, modelIds, ceiling: price })
            onDone()
          }}
        >
          <RotateCcw aria-hidden className="size-4" />
          {t('compare.again', { model: name })} · <CreditAmount value={price} />
        </Button>
      )}
      <Button
        onClick={() => {
          again.edit({ run, modelIds })
          onDone()
        }}
      >
        <SlidersHorizontal aria-hidden className="size-4" />
        {t('use')}
      </Button>
      <Link href={routes.task(task.id)} className={buttonClass()}>
        {t('compare.page')}
      </Link>
    </div>
  )
}
