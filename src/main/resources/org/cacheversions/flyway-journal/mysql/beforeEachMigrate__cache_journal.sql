SET @cache_versions_sql_notes = @@sql_notes;
SET sql_notes = 0;

CREATE TABLE IF NOT EXISTS cache_journal (
    cache varchar(128) NOT NULL,
    revision bigint NOT NULL,
    scope varchar(65) NOT NULL,
    version varchar(8) NOT NULL,
    changed_at datetime(6) NOT NULL,
    PRIMARY KEY (cache, revision, scope)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin ENGINE = InnoDB;

SET sql_notes = @cache_versions_sql_notes;
