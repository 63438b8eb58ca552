import { createHash } from 'node:crypto'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import path from 'node:path'
import { locateBinaries } from './locate-binaries.ts'
import { runAs } from './run-as.ts'
import { chooseServerAccount, type ServerAccount } from './server-account.ts'

/** Where the server's programs and files are, and who runs it. */
export type Place = {
  account: ServerAccount
  /** Holds bin/, lib/ and share/. */
  binaries: string
  dataDir: string
  /** Set when the wanted folder is closed to the account, so that the data had to go elsewhere. */
  movedFrom: string | null
}

const SHARED_ROOT = '/var/lib/aetherflow'

/**
 * Decides where a cluster wanted in `wantedDataDir` really lives. As root the server runs as another
 * user: what that user cannot reach (a clone in root's private home) goes to /var/lib/aetherflow.
 */
export async function choosePlace(wantedDataDir: string): Promise<Place> {
  const wanted = path.resolve(wantedDataDir)
  const account = chooseServerAccount()
  mkdirSync(path.dirname(wanted), { recursive: true })
  if (account.uid === null)
    return { account, binaries: locateBinaries().root, dataDir: wanted, movedFrom: null }

  const reachable = await canTraverse(account, path.dirname(wanted))
  const dataDir = reachable ? wanted : path.join(sharedFolder(digest(wanted)), 'postgres')
  return {
    account,
    binaries: await reachableBinaries(account),
    dataDir,
    movedFrom: reachable ? null : wanted,
  }
}

async function reachableBinaries(account: ServerAccount): Promise<string> {
  const { root, version } = locateBinaries()
  if (await canRun(account, root)) return root
  const copy = path.join(sharedFolder('bin'), `${version}-${digest(root)}`)
  if (await canRun(account, copy)) return copy
  // Copied beside and renamed, so that nobody ever runs half a copy.
  const draft = `${copy}.${process.pid}`
  cpSync(root, draft, { recursive: true, verbatimSymlinks: true })
  openToEveryone(draft)
  rmSync(copy, { recursive: true, force: true })
  renameSync(draft, copy)
  return copy
}

async function canRun(account: ServerAccount, root: string): Promise<boolean> {
  const script =
    'test -x "$0/bin/postgres" && test -x "$0/lib" && test -r "$0/share/postgresql/postgres.bki"'
  return (await runAs(account, '/bin/sh', ['-c', script, root])).status === 0
}

async function canTraverse(account: ServerAccount, folder: string): Promise<boolean> {
  return (await runAs(account, '/bin/sh', ['-c', 'test -x "$0"', folder])).status === 0
}

function sharedFolder(name: string): string {
  const folder = path.join(SHARED_ROOT, name)
  mkdirSync(folder, { recursive: true })
  for (const each of [SHARED_ROOT, folder]) chmodSync(each, 0o755)
  return folder
}

// A strict umask at install time leaves files that only root can read.
function openToEveryone(folder: string): void {
  chmodSync(folder, 0o755)
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    const file = path.join(entry.parentPath, entry.name)
    if (entry.isSymbolicLink() || !existsSync(file)) continue
    chmodSync(file, entry.isDirectory() || (statSync(file).mode & 0o100) !== 0 ? 0o755 : 0o644)
  }
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16)
}
