DROP TRIGGER "cache_touch_insert_{name}" ON {table};
DROP TRIGGER "cache_touch_update_{name}" ON {table};
DROP TRIGGER "cache_touch_delete_{name}" ON {table};
DROP TRIGGER "cache_touch_truncate_{name}" ON {table};

-- with the last of such triggers, also what they use
DO $drop$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_trigger WHERE tgfoid = '{touch}()'::regprocedure) THEN
        DROP TABLE {touched};
        DROP FUNCTION {touch}(), {write}();
    END IF;
END $drop$;
