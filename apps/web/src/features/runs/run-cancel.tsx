'use client'
import type { TaskView } from '@aetherflow/api/tasks/schemas'
import { Button } from '@aetherflow/ui/button'
import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { CreditAmount } from '../../components/credit-amount.tsx'
import { ApiError } from '../errors/api-error.tsx'
import { useCancel } from './use-cancel.ts'

/** Cancels what no provider has been asked for yet; the button says what comes back. */
export function RunCancel({ tasks }: { tasks: readonly TaskView[] }) {
  const t = useTranslations('runs')
  const cancel = useCancel()
  const cancellable = tasks.filter((task) => task.cancellable)
  const back = cancellable.reduce((sum, { ceiling }) => sum + ceiling, 0n)
  return (
    <>
      {cancellable.length > 0 && (
        <div className="-ml-2.5">
          <Button
            variant="quiet"
            size="dense"
            loading={cancel.isPending}
            onClick={() => cancel.mutate(cancellable.map(({ id }) => id))}
          >
            <X aria-hidden className="size-4" />
            <span>
              {t.rich('cancel', {
                count: cancellable.length,
                amount: () => <CreditAmount value={back} />,
              })}
            </span>
          </Button>
        </div>
      )}
      {cancel.isError && <ApiError error={cancel.error} />}
    </>
  )
}
