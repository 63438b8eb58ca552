import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, chmodSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { identity } from '../embedded/run-as.ts'
import { throwawaySettings, type ServerSettings } from '../embedded/settings.ts'
import { startCluster, type Cluster } from '../embedded/start-cluster.ts'
import { giveTo } from '../embedded/create-cluster.ts'

export type TestCluster = {
  superuserUrl: string
  dataDir: string
  place: Cluster['place']
  stop(): Promise<void>
}

/**
 * A throw-away cluster that ends with `stop`, or with this process however that ends. Its settings
 * trade safety for speed; a benchmark asks for none, and gets the product's.
 */
export async function startTestCluster(
  settings: ServerSettings = throwawaySettings,
): Promise<TestCluster> {
  const folder = mkdtempSync(path.join(tmpdir(), 'aetherflow-test-'))
  // The server's user must reach its data, and its guard must be able to delete it.
  chmodSync(folder, 0o755)
  const cluster = await startCluster({
    dataDir: path.join(folder, 'data'),
    settings,
  })
  giveTo(cluster.place, folder)
  const dismissGuard = guard(cluster, folder)
  return {
    superuserUrl: cluster.superuserUrl,
    dataDir: cluster.place.dataDir,
    place: cluster.place,
    async stop() {
      await cluster.stop()
      dismissGuard()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const GUARD_SCRIPT = `
read -r word
[ "$word" = dismissed ] && exit 0
"$0" stop --wait --silent --mode=immediate --pgdata="$1"
rm -rf "$2"`

// Its standard input ends when this process does, killed or not: no signal handler can promise that.
function guard(cluster: Cluster, folder: string): () => void {
  const { place } = cluster
  const pgCtl = path.join(place.binaries, 'bin', 'pg_ctl')
  const watcher = spawn('/bin/sh', ['-c', GUARD_SCRIPT, pgCtl, place.dataDir, folder], {
    ...identity(place.account),
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  watcher.on('error', () => {})
  watcher.stdin.on('error', () => {})
  watcher.unref()
  return () => watcher.stdin.end('dismissed\n')
}
