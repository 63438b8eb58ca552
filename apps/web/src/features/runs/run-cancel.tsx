'use client'
import type { TaskView } from '@aetherflow/api/tasks/schemas'
import { Button } from '@aetherflow/ui/button'
import { toast } from '@aetherflow/ui/toaster'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { CreditAmount } from '../../components/credit-amount.tsx'
import { useTRPC, useTRPCClient } from '../../trpc/client.tsx'
import { ApiError } from '../errors/api-error.tsx'

/** Cancels what no provider has been asked for yet; the button says what comes back. */
export function RunCancel({ tasks }: { tasks: readonly TaskView[] }) {
  const t = useTranslations('runs')
  const trpc = useTRPC()
  const client = useTRPCClient()
  const queries = useQueryClient()
  const cancellable = tasks.filter((task) => task.cancellable)
  const back = cancellable.reduce((sum, { ceiling }) => sum + ceiling, 0n)
  const cancel = useMutation({
    mutationFn: () =>
      Promise.all(cancellable.map(({ id }) => client.tasks.cancel.mutate({ taskId: id }))),
    onSuccess: () => toast(t('cancelled')),
    onSettled: () => {
      void queries.invalidateQueries({ queryKey: trpc.tasks.pathKey() })
      void queries.invalidateQueries({ queryKey: trpc.wallet.balances.queryKey() })
    },
  })
  return (
    <>
      {cancellable.length > 0 && (
        <div className="-ml-2.5">
          <Button
            variant="quiet"
            size="dense"
            loading={cancel.isPending}
            onClick={() => cancel.mutate()}
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
