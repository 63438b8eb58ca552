import 'server-only'
import { randomUUID } from 'node:crypto'
import { createCaller } from '@aetherflow/api/app-router'
import { cache } from 'react'
import { readActor } from '../auth/read-viewer.ts'
import { readDeps } from '../server/deps-slot.ts'

/** Calls procedures while a page renders, as the person who looks at it. */
export const serverCaller = cache(async () =>
  createCaller({
    deps: readDeps(),
    requestId: randomUUID(),
    actor: await readActor(),
    address: 'render',
    userAgent: '',
    locale: 'en',
  }),
)
