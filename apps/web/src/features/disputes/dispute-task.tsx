'use client'
import type { TaskView } from '@aetherflow/api/tasks/schemas'
import { buttonClass } from '@aetherflow/ui/button-class'
import { useQuery } from '@tanstack/react-query'
import { Flag } from 'lucide-react'
import { useFormatter, useTranslations } from 'next-intl'
import { Link } from '../../i18n/navigation.ts'
import { routes } from '../../routes.ts'
import { useTRPC } from '../../trpc/client.tsx'
import { OpenDispute } from './open-dispute.tsx'

/** Under a delivered image: the way to say that it is wrong, or what became of saying so. */
export function DisputeTask({ task }: { task: TaskView }) {
  const t = useTranslations('disputes')
  const format = useFormatter()
  const trpc = useTRPC()
  const delivered = task.status === 'completed' || task.status === 'refunded'
  const { data } = useQuery({
    ...trpc.disputes.window.queryOptions({ taskId: task.id }),
    enabled: delivered,
  })
  if (!delivered || data === undefined) return null
  if (data.disputeId !== null)
    return (
      <Link
        href={routes.dispute(data.disputeId)}
        className={buttonClass({ variant: 'quiet', size: 'dense' })}
      >
        <Flag aria-hidden className="size-4" />
        {t('toDispute')}
      </Link>
    )
  if (!data.open || data.until === null) return null
  const until = format.dateTime(data.until, {
    dateStyle: 'medium',
    timeStyle: 'short',
    hour12: false,
  })
  return <OpenDispute taskId={task.id} until={until} />
}
