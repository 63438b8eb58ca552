/** Whether opening failed only because this process lacks the vault key: that says nothing about what was to be opened. */
export function isVaultKeyMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'VAULT_KEY_UNKNOWN'
}
