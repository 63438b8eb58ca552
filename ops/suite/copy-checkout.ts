import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
} from 'node:fs'
import path from 'node:path'
import { projectRoot } from '../config/project-root.ts'

export type Owner = { uid: number; gid: number }

/** A checkout of its own with what is installed here, owned by somebody else if wanted. */
export function copyCheckout(target: string, owner: Owner | null, mode = 0o755): void {
  // The folder above decides who may come in.
  chmodSync(path.dirname(target), mode)
  for (const file of sources()) {
    const to = path.join(target, file)
    mkdirSync(path.dirname(to), { recursive: true })
    copyFileSync(path.join(projectRoot, file), to)
  }
  if (owner !== null) giveAway(target, owner)
  for (const folder of installed())
    linkTree(path.join(projectRoot, folder), path.join(target, folder))
}

function sources(): string[] {
  if (!existsSync(path.join(projectRoot, '.git'))) return withoutGit('.')
  const options = { cwd: projectRoot, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 } as const
  const listed = execFileSync(
    'git',
    ['ls-files', '-z', '-co', '--exclude-standard'],
    options,
  ).split('\0')
  return listed.filter((file) => file !== '' && existsSync(path.join(projectRoot, file)))
}

const MADE = new Set([
  'node_modules',
  '.next',
  '.turbo',
  'data',
  'generated',
  'test-results',
  'screens',
])

function withoutGit(folder: string): string[] {
  return readdirSync(path.join(projectRoot, folder), { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(folder, entry.name)
    if (entry.isDirectory()) return MADE.has(entry.name) ? [] : withoutGit(file)
    return entry.isFile() ? [file] : []
  })
}

function installed(): string[] {
  const folders = ['.', 'ops', 'e2e', 'bench']
  for (const group of ['apps', 'packages']) {
    folders.push(
      ...readdirSync(path.join(projectRoot, group)).map((name) => path.join(group, name)),
    )
  }
  return folders
    .map((folder) => path.join(folder, 'node_modules'))
    .filter((folder) => existsSync(path.join(projectRoot, folder)))
}

// Hard links: a gigabyte of packages costs seconds and no space. They keep their owner; nobody writes them.
function linkTree(from: string, to: string): void {
  try {
    execFileSync('cp', ['-al', from, to], { stdio: 'ignore' })
  } catch {
    execFileSync('rm', ['-rf', to])
    execFileSync('cp', ['-a', from, to])
  }
}

function giveAway(folder: string, { uid, gid }: Owner): void {
  chownSync(folder, uid, gid)
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name)
    if (!lstatSync(file).isSymbolicLink()) chownSync(file, uid, gid)
  }
}

/** An unprivileged user of this machine, for when we are root; null when we are not. */
export function anotherUser(): Owner | null {
  if (process.getuid?.() !== 0) return null
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((each) => each.startsWith('nobody:'))
  const [, , uid, gid] = (line ?? '').split(':')
  return { uid: Number(uid ?? 65_534), gid: Number(gid ?? 65_534) }
}
