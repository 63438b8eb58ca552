'use client'
import type { ModelView } from '@aetherflow/api/tasks/schemas'
import { useTranslations } from 'next-intl'

/** What a run is called: its prompt, or what was done where no words were needed. */
export function useRunTitle(): (prompt: string, model: ModelView | undefined) => string {
  const t = useTranslations('studio.operation.names')
  return (prompt, model) =>
    prompt.trim() === '' ? t(model?.capability.operation ?? 'image-to-image') : prompt
}
