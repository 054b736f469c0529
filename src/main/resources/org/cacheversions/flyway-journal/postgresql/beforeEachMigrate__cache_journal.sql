DO $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM pg_tables WHERE schemaname = current_schema() AND tablename = 'cache_journal') THEN
        CREATE TABLE cache_journal (
            cache varchar(128) NOT NULL,
            revision bigint NOT NULL,
            scope varchar(65) NOT NULL,
            version varchar(8) NOT NULL,
            changed_at timestamp NOT NULL,
            PRIMARY KEY (cache, revision, scope)
        );
    END IF;
END
$$;
