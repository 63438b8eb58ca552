'use client'
import type { OrderView } from '@aetherflow/api/wallet/schemas'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTRPC, useTRPCClient } from '../../trpc/client.tsx'
import { askingMs, pauseUntilNextLook } from './order-steps.ts'

/**
 * An order that follows its payment while the page is open, and a way to ask the gateway now. Somebody who
 * opens it has mostly just paid or turned back, so the gateway is asked at once, and the page says so
 * instead of saying that it waits.
 */
export function useOrder(initial: OrderView) {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const [since] = useState(() => Date.now())
  const [isAsking, setIsAsking] = useState(initial.status === 'pending')
  const query = useQuery({
    ...trpc.wallet.order.queryOptions({ orderId: initial.id }),
    initialData: initial,
    refetchInterval: ({ state }) => pauseUntilNextLook(state.data, Date.now() - since),
  })
  const order = query.data
  const { status, id } = order
  useEffect(() => {
    if (status === 'credited') {
      void queryClient.invalidateQueries(trpc.wallet.balances.queryFilter())
      void queryClient.invalidateQueries(trpc.wallet.statement.pathFilter())
    }
    void queryClient.invalidateQueries(trpc.wallet.orders.pathFilter())
  }, [status, queryClient, trpc])
  const check = useMutation({
    ...trpc.wallet.checkOrder.mutationOptions(),
    onSuccess: () => {
      setIsAsking(true)
      void query.refetch()
    },
  })
  const open = useMutation({
    ...trpc.wallet.openOrder.mutationOptions(),
    onSuccess: ({ redirectUrl }) => {
      if (redirectUrl === null) void query.refetch()
      else window.location.assign(redirectUrl)
    },
  })
  const client = useTRPCClient()
  const startsOpen = initial.status === 'pending'
  useEffect(() => {
    if (!startsOpen) return undefined
    // What comes of it, the next look tells; that it could not be asked, the worker's own turn mends.
    client.wallet.checkOrder.mutate({ orderId: id }).catch(() => undefined)
    return undefined
  }, [startsOpen, id, client])
  // An answer comes within seconds; after them, what is still open is not paid.
  useEffect(() => {
    if (!isAsking) return undefined
    const timer = setTimeout(() => setIsAsking(false), askingMs)
    return () => clearTimeout(timer)
  }, [isAsking])
  // A gateway brings its buyer back with a signed query of its own, which is no part of this page's address.
  useEffect(() => {
    if (window.location.search !== '')
      window.history.replaceState(null, '', window.location.pathname)
  }, [])
  return { order, isAsking, error: query.error, check, open }
}
