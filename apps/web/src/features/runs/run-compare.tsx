'use client'
import type { ModelView, RunView } from '@aetherflow/api/tasks/schemas'
import { Button } from '@aetherflow/ui/button'
import { Columns2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import dynamic from 'next/dynamic'
import { useState } from 'react'

const CompareDialog = dynamic(
  () => import('./compare-dialog.tsx').then((file) => file.CompareDialog),
  { ssr: false },
)

type Props = {
  account: string
  run: RunView
  title: string
  tasks: RunView['tasks']
  byId: ReadonlyMap<string, ModelView>
}

/** As soon as two pictures are there, they can be held against each other. */
export function RunCompare(props: Props) {
  const t = useTranslations('runs.compare')
  const [open, setOpen] = useState(false)
  if (props.tasks.filter(({ image }) => image !== null).length < 2) return null
  return (
    <>
      <Button variant="quiet" size="dense" onClick={() => setOpen(true)} className="-ml-2.5">
        <Columns2 aria-hidden className="size-4" />
        {t('open')}
      </Button>
      {open && <CompareDialog {...props} onClose={() => setOpen(false)} />}
    </>
  )
}
