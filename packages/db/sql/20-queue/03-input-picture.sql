-- A picture that a run names, as it is stored; only the task's own user's. Null when there is none (any more).
-- An id that is none is no error here: one bad row must not stop everybody's claims.
CREATE OR REPLACE FUNCTION queue.input_picture(p_user uuid, p_ref jsonb)
RETURNS jsonb LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  v_id uuid;
  v_picture jsonb;
BEGIN
  IF p_ref IS NULL OR NOT pg_input_is_valid(p_ref ->> 'id', 'uuid') THEN
    RETURN NULL;
  END IF;
  v_id := (p_ref ->> 'id')::uuid;
  IF p_ref ->> 'kind' = 'upload' THEN
    SELECT jsonb_build_object('storageKey', r.storage_key, 'mimeType', r.mime_type,
      'width', r.width, 'height', r.height, 'sizeBytes', r.size_bytes) INTO v_picture
    FROM public.reference_assets r WHERE r.id = v_id AND r.user_id = p_user AND r.storage_key <> '';
  ELSIF p_ref ->> 'kind' = 'result' THEN
    SELECT jsonb_build_object('storageKey', i.storage_key, 'mimeType', i.mime_type,
      'width', i.width, 'height', i.height, 'sizeBytes', i.size_bytes) INTO v_picture
    FROM public.images i WHERE i.id = v_id AND i.user_id = p_user AND i.storage_key <> '';
  END IF;
  RETURN v_picture;
END $$;
