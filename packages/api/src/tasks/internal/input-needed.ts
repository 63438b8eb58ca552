/**
 * SQL: whether an unfinished task of the owner works on this picture, so that its bytes must stay. `owner` and `id` are
 * expressions of the outer query. Cheap: nobody may have many unfinished tasks.
 */
export function inputNeeded(kind: 'upload' | 'result', owner: string, id: string): string {
  const names = (field: 'image' | 'mask') =>
    `(r.params->'${field}'->>'kind' = '${kind}' AND r.params->'${field}'->>'id' = ${id}::text)`
  return `EXISTS (SELECT 1 FROM tasks t JOIN runs r ON r.id = t.run_id
            WHERE t.user_id = ${owner} AND t.status IN ('pending', 'processing')
              AND (${names('image')} OR ${names('mask')}))`
}
