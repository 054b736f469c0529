IF OBJECT_ID('cache_version', 'U') IS NULL
BEGIN
    CREATE TABLE cache_version (
        cache varchar(128) COLLATE Latin1_General_BIN2 NOT NULL,
        version varchar(8) COLLATE Latin1_General_BIN2 NOT NULL,
        revision bigint NOT NULL,
        changed_at datetime2 NOT NULL,
        PRIMARY KEY (cache)
    );
    INSERT INTO cache_version (cache, version, revision, changed_at) VALUES ('*', 'reserved', 0, CURRENT_TIMESTAMP);
END;
