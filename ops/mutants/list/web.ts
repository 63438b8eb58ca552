import type { Mutant } from '../mutant.ts'

const authorization = 'packages/api/src/authorization.test.ts'

/** What the door for browsers and the verbs behind it refuse. */
export const webMutants: Mutant[] = [
  {
    guard: 'Origin of a call with cookies',
    edits: [
      {
        file: 'apps/web/src/server/refuse-foreign.ts',
        find: `headers.origin !== undefined && !allowsOrigin(headers.origin)`,
        replace: `headers.origin === 'null' && !allowsOrigin(headers.origin)`,
      },
    ],
    tests: ['apps/web/src/server/trpc-door.test.ts'],
  },
  {
    guard: 'Sec-Fetch-Site of a call with cookies',
    edits: [
      {
        file: 'apps/web/src/server/refuse-foreign.ts',
        find: `site !== undefined && site !== 'same-origin' && site !== 'none'`,
        replace: `site === 'nowhere'`,
      },
    ],
    tests: ['apps/web/src/server/trpc-door.test.ts'],
  },
  {
    guard: 'owner in WHERE: resource',
    edits: [
      {
        file: 'packages/api/src/gateway/internal/find-own-resource.ts',
        find: `    where: { id: resourceId, ownerId: ctx.actor.userId, deletedAt: null },
    include: resourceParts,`,
        replace: `    where: { id: resourceId, deletedAt: null },
    include: resourceParts,`,
      },
    ],
    tests: [authorization],
    named: 'is not found, just like',
  },
  {
    guard: 'owner in WHERE: session',
    edits: [
      {
        file: 'packages/api/src/identity/revoke-session.ts',
        find: `where: { id: input.sessionId, userId: actor.userId },`,
        replace: `where: { id: input.sessionId },`,
      },
    ],
    tests: [authorization],
    named: 'is not found, just like',
  },
  {
    guard: 'owner in WHERE: statement',
    edits: [
      {
        file: 'packages/api/src/wallet/internal/statement-rows.ts',
        find: `         WHERE l.user_id = $1 AND \${inPeriod} ORDER BY l.id DESC LIMIT $6\``,
        replace: `         WHERE (l.user_id = $1 OR true) AND \${inPeriod} ORDER BY l.id DESC LIMIT $6\``,
      },
    ],
    tests: ['packages/api/src/wallet/list-statement.test.ts'],
  },
  {
    guard: 'owner in WHERE: order',
    edits: [
      {
        file: 'packages/api/src/wallet/internal/find-own-order.ts',
        find: `userId: ctx.actor.userId`,
        replace: ``,
      },
    ],
    tests: [authorization],
    named: 'is not found, just like',
  },
]
