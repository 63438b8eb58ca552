import type { Deps } from '../deps.ts'

/** Ends one session; called by next-auth's sign-out. An unknown id is nothing to do. */
export async function signOut(deps: Deps, sessionId: string): Promise<void> {
  await deps.prisma.session.updateMany({
    where: { id: sessionId, revokedAt: null },
    data: { revokedAt: deps.clock.now(), revokedReason: 'signed_out' },
  })
}
