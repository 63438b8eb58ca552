import { Skeleton } from '@aetherflow/ui/skeleton'

/** Holds the place of the three steps. */
export function TopUpSkeleton() {
  return (
    <div className="grid gap-x-7 gap-y-8 border-y border-line py-6 lg:grid-cols-[1.5fr_1fr_1fr]">
      <Skeleton className="h-48" />
      <Skeleton className="h-34" />
      <Skeleton className="h-48" />
    </div>
  )
}
