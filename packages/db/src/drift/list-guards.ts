import type pg from 'pg'

// What Prisma's comparison does not see.
const GUARDS = `
  WITH own AS (
    SELECT c.oid, n.nspname || '.' || c.relname AS name, c.reloptions
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' AND c.relkind IN ('r', 'p')
  )
  SELECT name || ' check ' || conname || ' ' || pg_get_constraintdef(k.oid) AS line
    FROM pg_constraint k JOIN own ON own.oid = k.conrelid WHERE contype IN ('c', 'x')
  UNION ALL
  SELECT name || ' trigger ' || pg_get_triggerdef(t.oid) || CASE t.tgenabled WHEN 'O' THEN '' ELSE format(' (%s)', t.tgenabled) END
    FROM pg_trigger t JOIN own ON own.oid = t.tgrelid WHERE NOT t.tgisinternal
  UNION ALL
  SELECT name || ' partial ' || pg_get_indexdef(i.indexrelid)
    FROM pg_index i JOIN own ON own.oid = i.indrelid WHERE i.indpred IS NOT NULL OR i.indexprs IS NOT NULL
  UNION ALL
  SELECT name || ' storage ' || array_to_string(reloptions, ' ') FROM own WHERE reloptions IS NOT NULL
  UNION ALL
  SELECT 'function ' || p.oid::regprocedure::text || ' ' || pg_get_userbyid(p.proowner)
      || CASE WHEN p.prosecdef THEN ' definer' ELSE ' invoker' END || coalesce(' ' || array_to_string(p.proconfig, ' '), '')
    FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
   WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'`

/** CHECKs, triggers, partial indexes, storage settings, and each function's owner and settings; one line each. */
export async function listGuards(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ line: string }>(GUARDS)
  return `${rows
    .map((row) => row.line)
    .toSorted()
    .join('\n')}\n`
}
