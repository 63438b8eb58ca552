import type { ReactNode } from 'react'
import { requireViewer } from '../../../../auth/require-viewer.ts'
import { LiveTasks } from '../../../../features/live/live-tasks.tsx'
import { SessionOver } from '../../../../features/live/session-over.tsx'
import { ClientMessages } from '../../../../i18n/client-messages.tsx'

/** Everything about images shares one live stream, which stays open while one goes from page to page. */
export default async function ImagesLayout({ children }: { children: ReactNode }) {
  const { userId } = await requireViewer()
  return (
    <ClientMessages
      namespaces={['errors', 'runs', 'studio', 'tasks', 'history', 'disputes', 'limits']}
    >
      <LiveTasks account={userId}>
        <SessionOver />
        {children}
      </LiveTasks>
    </ClientMessages>
  )
}
