-- A snapshot that stays open keeps every dead row: claims grow slower from minute to minute. Who holds the
-- oldest one is kept under the name `old-snapshot`, since when as seen here, and switched on as an alarm when it
-- has been the same for the setting `queue.snapshotMinutes`. Others' queries are not to be seen, their xmin is.
CREATE OR REPLACE FUNCTION queue.watch_snapshots()
RETURNS TABLE (holder text, seconds double precision, alarm boolean) LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  v_now timestamptz := public.clock_now();
  v_holder text;
BEGIN
  SELECT o.holder INTO v_holder FROM (
    SELECT format('process %s (%s) since transaction %s', s.pid, coalesce(nullif(s.application_name, ''), 'unnamed'), s.backend_xmin) AS holder,
      age(s.backend_xmin) AS old
    FROM pg_stat_activity s
    WHERE s.backend_xmin IS NOT NULL AND s.usesysid IS NOT NULL
      AND s.datname = current_database() AND s.pid <> pg_backend_pid()
    UNION ALL
    SELECT format('prepared transaction %s', p.gid), age(p.transaction) FROM pg_prepared_xacts p
    UNION ALL
    SELECT format('replication slot %s', r.slot_name), age(coalesce(r.xmin, r.catalog_xmin)) FROM pg_replication_slots r
    WHERE coalesce(r.xmin, r.catalog_xmin) IS NOT NULL) o
  ORDER BY o.old DESC, o.holder LIMIT 1;

  RETURN QUERY
  INSERT INTO public.system_switches AS w (name, "on", reason, set_at)
  VALUES ('old-snapshot', false, coalesce(left(v_holder, 500), ''), v_now)
  ON CONFLICT (name) DO UPDATE
  SET reason = excluded.reason,
      set_at = CASE WHEN w.reason = excluded.reason THEN w.set_at ELSE excluded.set_at END,
      "on" = excluded.reason <> '' AND w.reason = excluded.reason
        AND w.set_at <= v_now - ledger.setting('queue.snapshotMinutes', 10) * interval '1 minute'
  RETURNING w.reason::text, extract(epoch FROM v_now - w.set_at)::double precision, w."on";
END $$;
