import 'server-only'
import { randomUUID } from 'node:crypto'
import { createCaller } from '@aetherflow/api/app-router'
import { headers } from 'next/headers'
import { cache } from 'react'
import { readActor } from '../auth/read-viewer.ts'
import { clientAddressHeader } from '../server/client-address.ts'
import { readDeps } from '../server/deps-slot.ts'

/** Calls procedures while a page renders, as the person who looks at it. */
export const serverCaller = cache(async () =>
  createCaller({
    deps: readDeps(),
    requestId: randomUUID(),
    actor: await readActor(),
    // Visitors are counted one by one, or a busy landing page would close itself.
    address: (await headers()).get(clientAddressHeader) ?? '',
    userAgent: '',
    locale: 'en',
  }),
)
