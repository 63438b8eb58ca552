/** Server settings by name; a value is quoted when it is written. */
export type ServerSettings = Record<string, string>

/**
 * What every embedded cluster runs with. An operator's `ALTER SYSTEM` wins over these. wal_compression
 * is pglz because the shipped server is built without lz4; it also has no LLVM, hence no jit.
 */
export const defaultSettings: ServerSettings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '200',
  password_encryption: 'scram-sha-256',
  shared_buffers: '256MB',
  effective_cache_size: '1GB',
  work_mem: '8MB',
  maintenance_work_mem: '128MB',
  wal_compression: 'pglz',
  max_wal_size: '2GB',
  checkpoint_timeout: '10min',
  jit: 'off',
  // Hot tables lower their own scale factors; the launcher must come by often enough for that to count.
  autovacuum_naptime: '15s',
  autovacuum_vacuum_cost_limit: '1000',
  log_timezone: 'UTC',
  timezone: 'UTC',
  log_line_prefix: '%m [%p] %q%u@%d ',
  log_min_messages: 'warning',
  log_lock_waits: 'on',
}

/** For clusters that are thrown away: a power cut may destroy them, and they start and write faster. */
export const throwawaySettings: ServerSettings = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  shared_buffers: '128MB',
  log_lock_waits: 'off',
}

export function renderSettings(settings: ServerSettings): string {
  const lines = Object.entries(settings).map(
    ([name, value]) => `${name} = '${value.replaceAll("'", "''")}'`,
  )
  return [
    '# Written at every start; change settings with ALTER SYSTEM instead.',
    ...lines,
    '',
  ].join('\n')
}
