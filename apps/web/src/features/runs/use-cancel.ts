'use client'
import { toast } from '@aetherflow/ui/toaster'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useTRPC, useTRPCClient } from '../../trpc/client.tsx'

/** Cancels tasks that no provider has been asked for yet; the credits come back at once. */
export function useCancel() {
  const t = useTranslations('runs')
  const trpc = useTRPC()
  const client = useTRPCClient()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (taskIds: readonly string[]) =>
      Promise.all(taskIds.map((taskId) => client.tasks.cancel.mutate({ taskId }))),
    onSuccess: () => toast(t('cancelled')),
    onSettled: () => {
      void queries.invalidateQueries({ queryKey: trpc.tasks.pathKey() })
      void queries.invalidateQueries({ queryKey: trpc.wallet.balances.queryKey() })
    },
  })
}
