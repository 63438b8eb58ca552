import type pg from 'pg'

type Row = { grantee: string; kind: string; object: string; rights: string }

// One row per grantee and object: the rights on the whole, then those on single columns.
const GRANTS = `
  WITH own AS (
    SELECT oid, nspname, nspacl, nspowner AS owner FROM pg_namespace
     WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'
  ), acls AS (
    SELECT 'schema' AS kind, nspname::text AS object, owner, coalesce(nspacl, acldefault('n', owner)) AS acl FROM own
    UNION ALL
    SELECT CASE c.relkind WHEN 'S' THEN 'sequence' ELSE 'table' END, own.nspname || '.' || c.relname, c.relowner,
           coalesce(c.relacl, acldefault((CASE c.relkind WHEN 'S' THEN 's' ELSE 'r' END)::"char", c.relowner))
      FROM pg_class c JOIN own ON own.oid = c.relnamespace WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S')
    UNION ALL
    SELECT 'column', own.nspname || '.' || c.relname || '.' || a.attname, c.relowner, a.attacl
      FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN own ON own.oid = c.relnamespace
     WHERE a.attacl IS NOT NULL AND NOT a.attisdropped
    UNION ALL
    SELECT 'function', own.nspname || '.' || p.proname, p.proowner, coalesce(p.proacl, acldefault('f', p.proowner))
      FROM pg_proc p JOIN own ON own.oid = p.pronamespace
    UNION ALL
    SELECT 'database', 'this', datdba, coalesce(datacl, acldefault('d', datdba)) FROM pg_database WHERE datname = current_database()
  )
  SELECT CASE grantee WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(grantee)::text END AS grantee, kind, object,
         string_agg(DISTINCT privilege_type || CASE WHEN is_grantable THEN '*' ELSE '' END, ' ') AS rights
    FROM acls, aclexplode(acl)
   WHERE grantee <> owner AND (grantee = 0 OR pg_get_userbyid(grantee) IN ('aetherflow_ledger', 'aetherflow_web', 'aetherflow_worker'))
   GROUP BY 1, 2, 3`

/** Every right that PUBLIC and our roles have on what is not theirs, one line each, in a stable order. */
export async function listGrants(client: pg.Client): Promise<string> {
  const { rows } = await client.query<Row>(GRANTS)
  const lines = rows.map((row) => `${row.grantee} ${row.kind} ${row.object}: ${row.rights}`)
  return `${lines.toSorted().join('\n')}\n`
}
