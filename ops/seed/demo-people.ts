import { randomBytes, randomUUID } from 'node:crypto'
import { createCaller } from '@aetherflow/api/app-router'
import type { Role, UserActor } from '@aetherflow/api/context'
import type { Deps } from '@aetherflow/api/deps'
import { providerTermsVersion } from '@aetherflow/api/identity/terms'
import { z } from 'zod'

export type DemoCaller = ReturnType<typeof createCaller>

/** Procedures as somebody who is signed in, or as a visitor. */
function callAs(deps: Deps, actor: UserActor | null): DemoCaller {
  return createCaller({
    deps,
    actor,
    requestId: randomUUID(),
    address: 'seed',
    userAgent: 'seed',
    locale: 'en',
  })
}

/** Registers somebody, confirms the address and makes a provider where that is asked; each step once. */
export async function meetPerson(
  deps: Deps,
  person: { email: string; role: Role; password?: string },
): Promise<DemoCaller> {
  const { email, role } = person
  const find = () =>
    deps.prisma.user.findUnique({
      where: { email },
      select: { id: true, role: true, emailVerifiedAt: true },
    })
  const visitor = callAs(deps, null)
  if ((await find()) === null) {
    const password = person.password ?? randomBytes(18).toString('base64url')
    await visitor.identity.register({ email, password, locale: 'en' })
  }
  const user = await find()
  if (user === null) throw new Error(`${email} was not registered`)
  if (user.emailVerifiedAt === null)
    await visitor.identity.verifyEmail({ token: await mailedToken(deps, email) })
  const actor = (as: Role): UserActor => ({
    kind: 'user',
    userId: user.id,
    role: as,
    status: 'active',
    emailVerified: true,
    totp: false,
    sessionId: randomUUID(),
  })
  if (role === 'provider' && user.role === 'consumer') {
    await callAs(deps, actor('consumer')).identity.becomeProvider({
      termsVersion: providerTermsVersion,
    })
  }
  return callAs(deps, actor(role))
}

async function mailedToken(deps: Deps, email: string): Promise<string> {
  const mail = await deps.prisma.outboxMessage.findFirst({
    where: { recipient: email, template: 'verify_email' },
    orderBy: { id: 'desc' },
  })
  const parsed = z.object({ token: z.string() }).safeParse(mail?.params)
  if (!parsed.success) throw new Error(`no confirmation was mailed to ${email}`)
  return parsed.data.token
}
