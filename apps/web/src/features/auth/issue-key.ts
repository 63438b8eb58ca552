type Field = 'email' | 'password' | 'newPassword' | 'displayName' | 'code'
export type IssueKey =
  | 'email'
  | 'passwordMissing'
  | 'passwordShort'
  | 'passwordLong'
  | 'passwordWeak'
  | 'passwordWrong'
  | 'codeMissing'
  | 'codeWrong'
  | 'nameLong'
  | 'nameCharacters'

/** Refusals of the server that belong to a field; a form sets them as the field's error. */
const refusals: Record<string, IssueKey> = {
  PASSWORD_WEAK: 'passwordWeak',
  PASSWORD_WRONG: 'passwordWrong',
  CODE_WRONG: 'codeWrong',
}

/** Which sentence says what is wrong with a field; `type` is the rule of the schema that it breaks. */
export function issueKey(field: Field, type: string): IssueKey {
  const refusal = refusals[type]
  if (refusal !== undefined) return refusal
  if (field === 'email') return 'email'
  if (field === 'code') return type === 'too_big' ? 'codeWrong' : 'codeMissing'
  if (field === 'displayName') return type === 'too_big' ? 'nameLong' : 'nameCharacters'
  if (type === 'too_big') return 'passwordLong'
  return field === 'newPassword' ? 'passwordShort' : 'passwordMissing'
}

/** Whether the server's refusal is about what stands in one of these fields. */
export function isFieldRefusal(code: string): boolean {
  return code in refusals
}
