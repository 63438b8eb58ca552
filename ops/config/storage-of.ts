import { storageSettings, storageVariables } from '@aetherflow/api/storage-environment'
import type { StorageSettings } from '@aetherflow/integrations/storage/create-storage'
import { z } from 'zod'

/** The storage that these variables name, as a child process would open it. */
export function storageOf(variables: Record<string, string | undefined>): StorageSettings {
  return storageSettings(z.object(storageVariables).parse(variables))
}
