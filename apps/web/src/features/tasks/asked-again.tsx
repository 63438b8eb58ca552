'use client'
import type { Receipt } from '@aetherflow/api/tasks/receipt-schemas'
import type { TaskView } from '@aetherflow/api/tasks/schemas'
import { Callout } from '@aetherflow/ui/callout'
import { useTranslations } from 'next-intl'
import { isUnfinished } from '../live/live-store.ts'

type Props = { task: Pick<TaskView, 'status' | 'image'>; attempts: Receipt['attempts'] }

/** A call whose answer never came: what that means for the picture and the money, said as it is. */
export function AskedAgain({ task, attempts }: Props) {
  const t = useTranslations('tasks.askedAgain')
  if (!attempts.some(({ state }) => state === 'unknown')) return null
  const end = isUnfinished(task) ? 'open' : task.status === 'completed' ? 'delivered' : 'failed'
  return (
    <Callout tone="info" title={t('title')}>
      {t(end)}
    </Callout>
  )
}
