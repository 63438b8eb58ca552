'use client'
import { useState } from 'react'
import { readApiError } from '../errors/read-api-error.ts'
import { blockSays } from './block-says.ts'
import type { Composing } from './use-composer.ts'

/** What the server refused last, until prompt, models or what they work on change or a block says the same. */
export function useRefusal({ draft, block }: Pick<Composing, 'draft' | 'block'>) {
  const [refusal, setRefusal] = useState<unknown>(null)
  // As chosen: a model that stands in for none may change by itself.
  const subject = JSON.stringify([
    draft.prompt,
    draft.models,
    draft.options,
    draft.image,
    draft.mask,
  ])
  const [about, setAbout] = useState(subject)
  if (subject !== about) {
    setAbout(subject)
    setRefusal(null)
  } else if (refusal !== null && blockSays(block, readApiError(refusal).code)) setRefusal(null)
  return [refusal, setRefusal] as const
}
