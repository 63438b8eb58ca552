import { classNames } from './class-names.ts'

/** A place held for what is coming: give it the final size. It does not move. */
export function Skeleton({ className }: { className?: string }) {
  return (
    <span
      aria-hidden
      className={classNames('block rounded-image bg-sunken', className ?? 'h-4 w-full')}
    />
  )
}

/** Rows of the height that the table will have. */
export function SkeletonRows({ rows = 5, label }: { rows?: number; label: string }) {
  return (
    <div aria-live="polite" className="grid">
      <span className="sr-only">{label}</span>
      {Array.from({ length: rows }, (_, index) => (
        <div key={index} className="flex h-12 items-center gap-6 border-b border-line">
          <Skeleton className="h-4 w-24" />
          <Skeleton className="h-4 flex-1" />
          <Skeleton className="h-4 w-20" />
        </div>
      ))}
    </div>
  )
}
