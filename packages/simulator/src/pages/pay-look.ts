import type { Language } from './language.ts'

/** How one gateway's pay page differs from the others'. The amount is written after the primary button's label. */
export type PayLook = Record<
  Language,
  {
    tag: string
    note: string
    buttons: readonly { value: string; label: string; kind: 'primary' | 'usual' | 'plain' }[]
  }
>
