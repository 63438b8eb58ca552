'use client'
import type { ModelView } from '@aetherflow/api/tasks/schemas'
import { useSearchParams } from 'next/navigation'
import { useEffect, useRef } from 'react'
import { type Operation, pictureOfQuery } from './draft.ts'
import type { Composing } from './use-composer.ts'

/** "Use as input" leads here: the picture goes into the draft, and the address is as it was. */
export function useInputOfAddress(
  { change, operation }: Composing,
  offered: readonly ModelView[],
): void {
  const text = useSearchParams().get('input')
  const taken = useRef<string | null>(null)
  useEffect(() => {
    if (text === null || text === taken.current || offered.length === 0) return
    taken.current = text
    const image = pictureOfQuery(text)
    if (image !== null)
      change({ image, mask: null, operation: operationForPicture(operation, offered) })
    window.history.replaceState(null, '', window.location.pathname)
  }, [text, offered, operation, change])
}

/** What is being done, if it works on a picture; else the first thing on offer that does. */
export function operationForPicture(now: Operation, offered: readonly ModelView[]): Operation {
  const takes = (operation: Operation) =>
    offered.some(
      ({ capability }) => capability.operation === operation && capability.inputs.length > 0,
    )
  const usual = ['image-to-image', 'inpaint', 'upscale', 'remove-background'] as const
  if (now !== 'text-to-image' && takes(now)) return now
  return usual.find(takes) ?? now
}
