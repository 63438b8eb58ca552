import 'server-only'
import { notFound } from 'next/navigation'
import { requireSecondFactor } from '../../auth/require-second-factor.ts'
import { requireViewer } from '../../auth/require-viewer.ts'

/** For everybody but admins there is no desk, and in production none without a second factor. */
export async function requireAdmin(): Promise<void> {
  const viewer = await requireViewer()
  if (viewer.role !== 'admin') notFound()
  await requireSecondFactor(viewer)
}
