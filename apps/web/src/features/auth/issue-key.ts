type Field = 'email' | 'password' | 'newPassword' | 'displayName'
export type IssueKey =
  | 'email'
  | 'passwordMissing'
  | 'passwordShort'
  | 'passwordLong'
  | 'passwordWeak'
  | 'passwordWrong'
  | 'nameLong'
  | 'nameCharacters'

/** Refusals of the server that belong to a field; a form sets them as the field's error. */
const refusals: Record<string, IssueKey> = {
  PASSWORD_WEAK: 'passwordWeak',
  PASSWORD_WRONG: 'passwordWrong',
}

/** Which sentence says what is wrong with a field; `type` is the rule of the schema that it breaks. */
export function issueKey(field: Field, type: string): IssueKey {
  const refusal = refusals[type]
  if (refusal !== undefined) return refusal
  if (field === 'email') return 'email'
  if (field === 'displayName') return type === 'too_big' ? 'nameLong' : 'nameCharacters'
  if (type === 'too_big') return 'passwordLong'
  return field === 'newPassword' ? 'passwordShort' : 'passwordMissing'
}

/** Whether the server's refusal is about what stands in a password field. */
export function isPasswordRefusal(code: string): boolean {
  return code in refusals
}
