import { Button } from './button.tsx'

type Props = {
  onMore: () => void
  loading: boolean
  more: boolean
  label: string
  loadingLabel: string
  endText: string
}

/** The foot of a long list: one button while there is more, one sentence when there is not. */
export function LoadMore({ onMore, loading, more, label, loadingLabel, endText }: Props) {
  if (!more) return <p className="py-4 text-xs text-ink-2">{endText}</p>
  return (
    <div className="py-4">
      <Button onClick={onMore} loading={loading} loadingText={loadingLabel}>
        {label}
      </Button>
    </div>
  )
}
