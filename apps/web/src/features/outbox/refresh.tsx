'use client'
import { Button } from '@aetherflow/ui/button'
import { useTransition } from 'react'
import { useRouter } from '../../i18n/navigation.ts'

/** Reads the page anew without losing the place in it. */
export function Refresh({ label, busyLabel }: { label: string; busyLabel: string }) {
  const router = useRouter()
  const [busy, start] = useTransition()
  return (
    <Button onClick={() => start(() => router.refresh())} loading={busy} loadingText={busyLabel}>
      {label}
    </Button>
  )
}
