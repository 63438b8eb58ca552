import { defaultShouldDehydrateQuery, QueryClient } from '@tanstack/react-query'
import superjson from 'superjson'

/** One per browser, and one per request on the server; superjson keeps bigint and Date through hydration. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        retry: (failures, error) => failures < 2 && isWorthRetrying(error),
      },
      dehydrate: {
        serializeData: superjson.serialize,
        shouldDehydrateQuery: (query) =>
          defaultShouldDehydrateQuery(query) || query.state.status === 'pending',
      },
      hydrate: { deserializeData: superjson.deserialize },
    },
  })
}

/** An answer with a code was meant; only silence and server faults are asked again. */
function isWorthRetrying(error: Error): boolean {
  const data: unknown = 'data' in error ? error.data : null
  if (typeof data !== 'object' || data === null || !('httpStatus' in data)) return true
  return typeof data.httpStatus === 'number' && data.httpStatus >= 500
}
