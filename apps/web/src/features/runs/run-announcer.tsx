'use client'
import type { TaskView } from '@aetherflow/api/tasks/schemas'
import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState } from 'react'
import { excerpt } from '../images/excerpt.ts'
import { doneOf, milestoneBetween } from '../images/tile-state.ts'

/** Tells screen readers at a quarter, half, three quarters and the end; nothing in between, nothing of the past. */
export function RunAnnouncer({ prompt, tasks }: { prompt: string; tasks: readonly TaskView[] }) {
  const t = useTranslations('runs.announce')
  const { done, percent } = doneOf(tasks)
  const delivered = tasks.filter(({ status }) => status === 'completed').length
  const told = useRef(percent)
  const [text, setText] = useState('')
  useEffect(() => {
    const mark = milestoneBetween(told.current, percent)
    told.current = percent
    if (mark === null) return
    const facts = { done, delivered, count: tasks.length, prompt: excerpt(prompt, 60) }
    setText(mark === 100 ? t('finished', facts) : t('progress', { ...facts, percent: mark }))
  }, [percent, done, delivered, tasks.length, prompt, t])
  return (
    <p aria-live="polite" className="sr-only">
      {text}
    </p>
  )
}
