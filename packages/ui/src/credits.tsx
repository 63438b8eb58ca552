import { classNames } from './class-names.ts'
import { CreditGlyph } from './credit-glyph.tsx'
import { formatCredits } from './format-credits.tsx'

type Props = {
  /** Hundredths of a credit. */
  value: bigint
  /** "credits" or "积分": read out after the number. */
  unit: string
  /** Shows + for what comes in, in green; what goes out stays ink. */
  sign?: boolean
  /** Drops ".00", for packs. */
  whole?: boolean
  /** Held money: dotted underline. */
  held?: boolean
  className?: string
}

export function Credits({ value, unit, sign, whole, held, className }: Props) {
  return (
    <span className={classNames('num', held && 'held', sign && value > 0n && 'text-ok', className)}>
      <CreditGlyph />
      &nbsp;{formatCredits(value, { sign: sign ?? false, whole: whole ?? false })}
      <span className="sr-only"> {unit}</span>
    </span>
  )
}
