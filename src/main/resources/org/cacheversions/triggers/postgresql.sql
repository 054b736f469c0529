-- Each statement that writes {table} invalidates the cache {cache} in its transaction. Needs PostgreSQL 13.

-- what open transactions have written; nothing in it outlives a commit
CREATE UNLOGGED TABLE IF NOT EXISTS {touched} (
    txid bigint NOT NULL,
    cache varchar(128) NOT NULL,
    scope varchar(65) NOT NULL,
    PRIMARY KEY (txid, cache, scope)
);

CREATE OR REPLACE FUNCTION {touch}() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $touch$
DECLARE
    changed text := CASE TG_OP
        WHEN 'INSERT' THEN 'SELECT * FROM new_rows'
        WHEN 'DELETE' THEN 'SELECT * FROM old_rows'
        WHEN 'UPDATE' THEN 'SELECT * FROM old_rows UNION ALL SELECT * FROM new_rows'
        ELSE 'SELECT' END;
    scoped boolean := TG_NARGS > 1 AND TG_OP <> 'TRUNCATE';
    components text := 'NULL::text';
    noted bigint;
BEGIN
    IF scoped THEN
        SELECT string_agg(format('%I::text', name), ' || '':'' || ' ORDER BY place) INTO components
            FROM unnest(TG_ARGV[1:]) WITH ORDINALITY AS scope_columns (name, place);
    END IF;
    -- the text of org.cacheversions.Scope; a null is the whole cache, as are more than 1,000 scopes
    EXECUTE format($note$
        INSERT INTO {touched} (txid, cache, scope)
        SELECT txid_current(), $1, CASE
            WHEN joined IS NULL THEN '*'
            WHEN joined ~ '^[A-Za-z0-9_.:-]{1,60}$' THEN '=' || joined
            ELSE '~' || encode(sha256(convert_to(joined, 'UTF8')), 'hex') END
        FROM (SELECT DISTINCT (%s) COLLATE "C" AS joined FROM (%s LIMIT %s) AS changed LIMIT 1001) AS scopes
        ON CONFLICT DO NOTHING $note$, components, changed, CASE WHEN scoped THEN 'ALL' ELSE '1' END)
        USING TG_ARGV[0];
    GET DIAGNOSTICS noted = ROW_COUNT;
    IF noted > 0 THEN
        -- the row whose trigger runs at the commit, once for each transaction
        INSERT INTO {touched} (txid, cache, scope) VALUES (txid_current(), '', '') ON CONFLICT DO NOTHING;
    END IF;
    RETURN NULL;
END $touch$;

CREATE OR REPLACE FUNCTION {write}() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $write$
DECLARE
    alphabet CONSTANT text := 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
    bytes bytea;
    fresh text;
    touched record;
    written record;
BEGIN
    FOR touched IN
        SELECT cache, array_agg(scope) AS scopes, bool_or(scope = '*') OR count(*) > 1000 AS whole
        FROM {touched} WHERE txid = NEW.txid AND cache <> '' GROUP BY cache ORDER BY cache COLLATE "C"
    LOOP
        bytes := sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()));
        SELECT string_agg(substr(alphabet, (get_byte(bytes, 2 * i) * 256 + get_byte(bytes, 2 * i + 1)) % 62 + 1, 1), '')
            INTO fresh FROM generate_series(0, 7) AS i;
        UPDATE {versions} AS v
            SET version = CASE v.version WHEN fresh THEN translate(fresh, alphabet, right(alphabet, 61) || 'A')
                    ELSE fresh END,
                revision = v.revision + 1,
                changed_at = date_trunc('milliseconds', clock_timestamp() AT TIME ZONE 'UTC')
            WHERE v.cache = touched.cache
            RETURNING v.revision, v.version, v.changed_at INTO written;
        CONTINUE WHEN NOT FOUND OR to_regclass('{journal}') IS NULL;
        IF NOT touched.whole THEN
            INSERT INTO {journal} (cache, revision, scope, version, changed_at)
                SELECT touched.cache, written.revision, unnest(touched.scopes), written.version, written.changed_at;
        ELSIF EXISTS (SELECT FROM {journal} AS j WHERE j.cache = touched.cache) THEN
            INSERT INTO {journal} (cache, revision, scope, version, changed_at)
                VALUES (touched.cache, written.revision, '*', written.version, written.changed_at);
        END IF;
        IF written.revision > 100000 AND random() < 0.01 THEN
            DELETE FROM {journal} AS j WHERE j.cache = touched.cache
                AND j.revision BETWEEN written.revision - 100999 AND written.revision - 100000;
        END IF;
    END LOOP;
    DELETE FROM {touched} WHERE txid = NEW.txid;
    RETURN NULL;
END $write$;

-- nobody else may attach them to a table
REVOKE ALL ON FUNCTION {touch}(), {write}() FROM PUBLIC;

DO $create$ BEGIN
    PERFORM FROM {versions} LIMIT 0;
    IF NOT EXISTS (SELECT FROM pg_trigger WHERE tgrelid = '{touched}'::regclass AND tgname = 'cache_touched_write') THEN
        -- deferred: the rows of the caches are locked at the commit only, in the order of their names
        CREATE CONSTRAINT TRIGGER cache_touched_write AFTER INSERT ON {touched} DEFERRABLE INITIALLY DEFERRED
            FOR EACH ROW WHEN (NEW.cache = '') EXECUTE FUNCTION {write}();
    END IF;
    IF EXISTS (SELECT FROM unnest(ARRAY[{columns}]::text[]) AS wanted (name) WHERE NOT EXISTS (
            SELECT FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
            WHERE a.attrelid = '{table}'::regclass AND a.attname = wanted.name AND a.attnum > 0 AND NOT a.attisdropped
            AND (t.typtype = 'e' OR t.typname IN ('int2', 'int4', 'int8', 'uuid', 'text', 'varchar')))) THEN
        RAISE EXCEPTION USING MESSAGE = '{wrong}';
    END IF;
END $create$;

CREATE TRIGGER "cache_touch_insert_{name}" AFTER INSERT ON {table} REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION {touch}({arguments});
CREATE TRIGGER "cache_touch_update_{name}" AFTER UPDATE ON {table} REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION {touch}({arguments});
CREATE TRIGGER "cache_touch_delete_{name}" AFTER DELETE ON {table} REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION {touch}({arguments});
CREATE TRIGGER "cache_touch_truncate_{name}" AFTER TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION {touch}({arguments});
