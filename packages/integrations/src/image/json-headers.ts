import { userAgent } from '../http/user-agent.ts'

/** What every call that wants JSON says besides its key. */
export const jsonHeaders = { accept: 'application/json', 'user-agent': userAgent } as const
