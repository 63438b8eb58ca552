import 'server-only'
import { notFound } from 'next/navigation'
import { requireViewer } from '../../auth/require-viewer.ts'

/** For everybody but admins there is no desk. */
export async function requireAdmin(): Promise<void> {
  const { role } = await requireViewer()
  if (role !== 'admin') notFound()
}
