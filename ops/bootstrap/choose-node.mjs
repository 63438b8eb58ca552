import { existsSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import { refuse } from './refuse.mjs'

/** The host's Node when it is 24 or newer, else the pinned one that the lockfile installed. */
export function chooseNode(root, hostMajor) {
  if (hostMajor >= 24) return process.execPath
  const pinned = join(root, 'node_modules/.bin/node')
  if (existsSync(pinned)) return realpathSync(pinned)
  refuse(
    `No Node 24 is shipped for ${process.platform} ${process.arch}, and this is ${process.version}.`,
    'install Node 24 from https://nodejs.org and run the command again',
  )
}
