-- Nor does anybody cease to be one: a web process in strangers' hands could empty the desk.
CREATE TRIGGER guard_admin_stays BEFORE UPDATE ON users FOR EACH ROW
  WHEN (OLD.role = 'admin' AND NEW.role <> 'admin') EXECUTE FUNCTION users_guard_admin();
