DO $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM pg_tables WHERE schemaname = current_schema() AND tablename = 'cache_version') THEN
        CREATE TABLE cache_version (
            cache varchar(128) NOT NULL,
            version varchar(8) NOT NULL,
            revision bigint NOT NULL,
            changed_at timestamp NOT NULL,
            PRIMARY KEY (cache)
        );
        INSERT INTO cache_version (cache, version, revision, changed_at) VALUES ('*', 'reserved', 0, CURRENT_TIMESTAMP);
    END IF;
END
$$;
