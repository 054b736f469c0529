SET @cache_versions_sql_notes = @@sql_notes;
SET sql_notes = 0;

CREATE TABLE IF NOT EXISTS cache_version (
    cache varchar(128) NOT NULL,
    version varchar(8) NOT NULL,
    revision bigint NOT NULL,
    changed_at datetime(6) NOT NULL,
    PRIMARY KEY (cache)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin ENGINE = InnoDB;

INSERT INTO cache_version (cache, version, revision, changed_at)
    SELECT '*', 'reserved', 0, CURRENT_TIMESTAMP FROM DUAL WHERE NOT EXISTS (SELECT 1 FROM cache_version WHERE cache = '*');

SET sql_notes = @cache_versions_sql_notes;
