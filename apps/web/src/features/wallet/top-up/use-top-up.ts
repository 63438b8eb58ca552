'use client'
import type { OrderView, StartTopUp } from '@aetherflow/api/wallet/schemas'
import { useMutation } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useRouter } from '../../../i18n/navigation.ts'
import { routes } from '../../../routes.ts'
import { useTRPC } from '../../../trpc/client.tsx'
import { type Attempt, attemptFor } from './attempt-id.ts'

/** Orders credits and leaves for the payment page. Safe to press twice: one content is one order. */
export function useTopUp() {
  const trpc = useTRPC()
  const router = useRouter()
  const attempt = useRef<Attempt | null>(null)
  const [leaving, setLeaving] = useState(false)
  const start = useMutation({
    ...trpc.wallet.startTopUp.mutationOptions(),
    onSuccess: (order: OrderView) => {
      setLeaving(true)
      // A closed order is not paid again: its page says how it ended, the next press makes a new one.
      if (order.status !== 'pending') attempt.current = null
      if (order.redirectUrl === null) router.push(routes.order(order.id))
      else window.location.assign(order.redirectUrl)
    },
  })
  // Coming back by the browser's back button revives this page as it was left.
  useEffect(() => {
    const revive = (event: PageTransitionEvent) => event.persisted && setLeaving(false)
    window.addEventListener('pageshow', revive)
    return () => window.removeEventListener('pageshow', revive)
  }, [])
  const pay = (order: Omit<StartTopUp, 'clientId'>) => {
    const content = [order.packCode, order.credits, order.currency, order.gateway].join(' ')
    attempt.current = attemptFor(attempt.current, content, () => crypto.randomUUID())
    start.mutate({ ...order, clientId: attempt.current.id })
  }
  return { pay, busy: start.isPending || leaving, error: start.error, forget: start.reset }
}
