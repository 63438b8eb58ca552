import type { ReactNode } from 'react'
import { requireViewer } from '../../../auth/require-viewer.ts'
import { ClientMessages } from '../../../i18n/client-messages.tsx'

/** Sheets to be printed: signed in, and without the frame of the app. */
export default async function PrintLayout({ children }: { children: ReactNode }) {
  await requireViewer()
  return (
    <ClientMessages namespaces={['receipts', 'tasks', 'wallet', 'earnings']}>
      {children}
    </ClientMessages>
  )
}
