CREATE TABLE IF NOT EXISTS cache_version (
    cache varchar(128) NOT NULL,
    version varchar(8) NOT NULL,
    revision bigint NOT NULL,
    changed_at timestamp NOT NULL,
    PRIMARY KEY (cache)
);

INSERT INTO cache_version (cache, version, revision, changed_at)
    SELECT '*', 'reserved', 0, CURRENT_TIMESTAMP FROM SYSIBM.SYSDUMMY1 WHERE NOT EXISTS (SELECT 1 FROM cache_version WHERE cache = '*');
