import type { UserCtx } from '../context.ts'
import { lastUuid, pageOf } from '../keyset.ts'
import { readSearch, type Search } from './internal/search.ts'
import { userColumns } from './internal/user-rows.ts'
import type { UserRow, UsersInput } from './user-schemas.ts'

function conditionOf(search: Search): { sql: string; values: string[] } {
  if (search.kind === 'none') return { sql: '', values: [] }
  if (search.kind === 'id') return { sql: 'AND u.id = $5', values: [search.id] }
  return { sql: 'AND u.email LIKE $5', values: [search.prefix] }
}

/** Users, newest first, by id, the beginning of an e-mail address, role or status. */
export async function listUsers(
  { deps }: UserCtx,
  input: UsersInput,
): Promise<{ users: UserRow[]; more: boolean }> {
  const { before = lastUuid, limit, role = '', status = '' } = input
  const condition = conditionOf(readSearch(input.search))
  const text = `SELECT ${userColumns} FROM users u
    WHERE u.id < $1 AND ($3::text = '' OR u.role::text = $3) AND ($4::text = '' OR u.status::text = $4) ${condition.sql}
    ORDER BY u.id DESC LIMIT $2`
  const values = [before, limit + 1, role, status, ...condition.values]
  const found = await deps.sql.query<UserRow>({ name: '', text }, values)
  const { rows, more } = pageOf(found, limit)
  return { users: rows, more }
}
