CREATE TABLE IF NOT EXISTS cache_journal (
    cache varchar(128) NOT NULL,
    revision bigint NOT NULL,
    scope varchar(65) NOT NULL,
    version varchar(8) NOT NULL,
    changed_at timestamp NOT NULL,
    PRIMARY KEY (cache, revision, scope)
);
