'use client'
import type { ModelView } from '@aetherflow/api/tasks/schemas'
import { useSearchParams } from 'next/navigation'
import { useEffect, useRef } from 'react'
import { type Operation, operations, pictureOfQuery } from './draft.ts'
import type { Composing } from './use-composer.ts'

/** "Use as input" leads here: the picture goes into the draft, and the address is as it was. */
export function useInputOfAddress(
  { change, operation }: Composing,
  offered: readonly ModelView[],
): void {
  const query = useSearchParams()
  const text = query.get('input')
  const to = query.get('to')
  const taken = useRef<string | null>(null)
  useEffect(() => {
    if (text === null || text === taken.current || offered.length === 0) return
    taken.current = text
    const image = pictureOfQuery(text)
    if (image !== null)
      change({ image, mask: null, operation: operationForPicture(to ?? operation, offered) })
    window.history.replaceState(null, '', window.location.pathname)
  }, [text, to, offered, operation, change])
}

/** What was asked for, if somebody offers it for a picture; else the first thing on offer that works on one. */
export function operationForPicture(wanted: string, offered: readonly ModelView[]): Operation {
  const takes = (operation: Operation) =>
    offered.some(
      ({ capability }) => capability.operation === operation && capability.inputs.length > 0,
    )
  const usual = operations.filter((operation) => operation !== 'text-to-image')
  return usual.find((one) => one === wanted && takes(one)) ?? usual.find(takes) ?? 'text-to-image'
}
