import { CreditGlyph } from '@aetherflow/ui/credit-glyph'

export function Wordmark() {
  return (
    <span className="display inline-flex items-center gap-2 text-lg">
      <CreditGlyph className="size-5 text-flow" />
      Aetherflow
    </span>
  )
}
