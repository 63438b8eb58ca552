/**
 * Selects kind, gateway, name, balance and entries of each platform account: its last roll-up and the
 * entries since. The range has two ends, and entries are found from their transfer, so that the planner
 * reads only what is new.
 */
export const platformSums = `
  SELECT a.id, a.kind, a.gateway, a.kind || CASE WHEN a.gateway = '' THEN '' ELSE ':' || a.gateway END AS name,
         (coalesce(r.balance, 0) + coalesce(n.balance, 0))::bigint AS balance,
         coalesce(r.entries, 0) + coalesce(n.entries, 0) AS entries
    FROM accounts a
    LEFT JOIN LATERAL (
      SELECT o.balance, o.entries FROM platform_rollups o WHERE o.account_id = a.id ORDER BY o.up_to_xid DESC LIMIT 1
    ) r ON true
    LEFT JOIN (
      SELECT e.account_id, sum(e.amount) AS balance, count(*) AS entries
        FROM transfers t
        CROSS JOIN LATERAL (
          SELECT x.account_id, x.amount FROM entries x WHERE x.transfer_id = t.id AND x.seq IS NULL OFFSET 0) e
       WHERE t.xid >= (SELECT up_to_xid FROM tailers WHERE name = 'roll_up') AND t.xid < '18446744073709551615'::xid8
       GROUP BY e.account_id
    ) n ON n.account_id = a.id
   WHERE a.user_id IS NULL`
