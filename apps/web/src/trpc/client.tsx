'use client'
import type { AppRouter } from '@aetherflow/api/app-router'
import { type QueryClient, QueryClientProvider } from '@tanstack/react-query'
import {
  createTRPCClient,
  httpBatchStreamLink,
  httpSubscriptionLink,
  splitLink,
} from '@trpc/client'
import { createTRPCContext } from '@trpc/tanstack-react-query'
import { type ReactNode, useState } from 'react'
import superjson from 'superjson'
import { createQueryClient } from './query-client.ts'

const context = createTRPCContext<AppRouter>()
const { TRPCProvider } = context
/** `useTRPC().wallet.balances.queryOptions()` and the like, for TanStack Query's own hooks. */
export const { useTRPC, useTRPCClient } = context

const url = '/api/trpc'

let shared: QueryClient | undefined

/** Calls and subscriptions for everything below; pages that only read on the server need it not. */
export function ApiProvider({ children }: { children: ReactNode }) {
  const [queryClient] = useState(() =>
    typeof window === 'undefined' ? createQueryClient() : (shared ??= createQueryClient()),
  )
  const [client] = useState(() =>
    createTRPCClient<AppRouter>({
      links: [
        splitLink({
          condition: (operation) => operation.type === 'subscription',
          true: httpSubscriptionLink({ url, transformer: superjson }),
          false: httpBatchStreamLink({ url, transformer: superjson, maxItems: 10 }),
        }),
      ],
    }),
  )
  return (
    <QueryClientProvider client={queryClient}>
      <TRPCProvider trpcClient={client} queryClient={queryClient}>
        {children}
      </TRPCProvider>
    </QueryClientProvider>
  )
}
