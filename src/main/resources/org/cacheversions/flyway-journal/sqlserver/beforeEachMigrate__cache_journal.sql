IF OBJECT_ID('cache_journal', 'U') IS NULL
BEGIN
    CREATE TABLE cache_journal (
        cache varchar(128) COLLATE Latin1_General_BIN2 NOT NULL,
        revision bigint NOT NULL,
        scope varchar(65) COLLATE Latin1_General_BIN2 NOT NULL,
        version varchar(8) COLLATE Latin1_General_BIN2 NOT NULL,
        changed_at datetime2 NOT NULL,
        PRIMARY KEY (cache, revision, scope)
    );
END;
