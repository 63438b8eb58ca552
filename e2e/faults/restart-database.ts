import path from 'node:path'
import { runAs } from '@aetherflow/db/embedded/run-as'
import type { Place } from '@aetherflow/db/embedded/choose-place'

/** Kills the server without a word to anybody, as a power cut does, and starts it on what it had committed. */
export async function restartDatabase(): Promise<void> {
  const place = JSON.parse(process.env['TEST_CLUSTER_PLACE'] ?? '') as Place
  const { status, output } = await runAs(place.account, path.join(place.binaries, 'bin/pg_ctl'), [
    'restart',
    '--mode=immediate',
    '--wait',
    '--silent',
    `--log=${path.join(place.dataDir, 'restart.log')}`,
    `--pgdata=${place.dataDir}`,
  ])
  if (status !== 0) throw new Error(`the database did not come back: ${output}`)
}
