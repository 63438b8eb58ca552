import { DomainError } from '../../domain-error.ts'

const common = ['password', 'qwertyuiop', 'aetherflow', '1234567890', 'iloveyou', 'letmein']

/** Length is the schema's; here is what a long password can still get wrong. Throws PASSWORD_WEAK. */
export function assertStrongPassword(password: string, email: string): void {
  const lower = password.toLowerCase()
  const local = email.split('@')[0] ?? ''
  const weak =
    new Set(lower).size < 5 ||
    common.some((word) => lower.replaceAll(word, '').length < 4) ||
    (local.length >= 4 && lower.replaceAll(local, '').length < 4)
  if (weak) throw new DomainError('PASSWORD_WEAK')
}
