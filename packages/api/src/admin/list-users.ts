import type { UserCtx } from '../context.ts'
import { lastUuid, pageOf } from '../keyset.ts'
import { readSearch, type Search } from './internal/search.ts'
import { userColumns } from './internal/user-rows.ts'
import type { UserRow, UsersInput } from './user-schemas.ts'

// A condition for what was asked alone, so that each question is planned over its own index.
function conditionsOf(input: UsersInput, search: Search, values: unknown[]): string[] {
  const conditions = ['u.id < $1']
  const take = (value: unknown) => `$${values.push(value)}`
  if (input.role !== undefined) conditions.push(`u.role = ${take(input.role)}::user_role`)
  if (input.status !== undefined) conditions.push(`u.status = ${take(input.status)}::user_status`)
  if (search.kind === 'id') conditions.push(`u.id = ${take(search.id)}`)
  if (search.kind === 'text') conditions.push(`u.email LIKE ${take(search.prefix)}`)
  return conditions
}

/** Users, newest first, by id, the beginning of an e-mail address, role or status. */
export async function listUsers(
  { deps }: UserCtx,
  input: UsersInput,
): Promise<{ users: UserRow[]; more: boolean }> {
  const { before = lastUuid, limit } = input
  const values: unknown[] = [before, limit + 1]
  const conditions = conditionsOf(input, readSearch(input.search), values)
  const text = `SELECT ${userColumns} FROM users u WHERE ${conditions.join(' AND ')} ORDER BY u.id DESC LIMIT $2`
  const found = await deps.sql.query<UserRow>({ name: '', text }, values)
  const { rows, more } = pageOf(found, limit)
  return { users: rows, more }
}
