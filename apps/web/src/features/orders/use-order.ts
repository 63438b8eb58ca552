'use client'
import type { OrderView } from '@aetherflow/api/wallet/schemas'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTRPC } from '../../trpc/client.tsx'
import { pauseUntilNextLook } from './order-steps.ts'

/** An order that follows its payment while the page is open, and a way to ask the gateway now. */
export function useOrder(initial: OrderView) {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const [since] = useState(() => Date.now())
  const query = useQuery({
    ...trpc.wallet.order.queryOptions({ orderId: initial.id }),
    initialData: initial,
    refetchInterval: ({ state }) => pauseUntilNextLook(state.data, Date.now() - since),
  })
  const order = query.data
  const credited = order.status === 'credited'
  useEffect(() => {
    if (credited) void queryClient.invalidateQueries(trpc.wallet.balances.queryFilter())
    if (credited) void queryClient.invalidateQueries(trpc.wallet.statement.pathFilter())
    void queryClient.invalidateQueries(trpc.wallet.orders.pathFilter())
  }, [credited, queryClient, trpc])
  const check = useMutation({
    ...trpc.wallet.checkOrder.mutationOptions(),
    onSuccess: () => void query.refetch(),
  })
  return { order, error: query.error, check }
}
