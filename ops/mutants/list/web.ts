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
