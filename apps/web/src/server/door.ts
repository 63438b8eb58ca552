import type { IncomingMessage, ServerResponse } from 'node:http'

export type Handle = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>

/** A path that the Node server answers itself, and everything below it; the rest is Next's. */
export type Door = { path: `/api/${string}`; handle: Handle }

export function findDoor(doors: readonly Door[], pathname: string): Door | undefined {
  return doors.find((door) => pathname === door.path || pathname.startsWith(`${door.path}/`))
}
