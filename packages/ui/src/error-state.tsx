import type { ReactNode } from 'react'
import { Callout } from './callout.tsx'

type Props = {
  /** What happened. */
  title: ReactNode
  /** What happened to your money. */
  money?: ReactNode
  /** What to do. */
  advice?: ReactNode
  action?: ReactNode
  /** The name of the id, such as "Reference", and the id itself. */
  idLabel?: string
  id?: string | null
}

export function ErrorState({ title, money, advice, action, idLabel, id }: Props) {
  return (
    <Callout tone="bad" role="alert" title={title} action={action}>
      {money && <p>{money}</p>}
      {advice && <p>{advice}</p>}
      {id && (
        <p className="mt-1 text-xs">
          {idLabel} <code className="font-mono select-all">{id}</code>
        </p>
      )}
    </Callout>
  )
}
