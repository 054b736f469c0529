DECLARE
    tables number;
BEGIN
    SELECT COUNT(*) INTO tables FROM user_tables WHERE table_name = 'CACHE_VERSION';
    IF tables = 0 THEN
        EXECUTE IMMEDIATE 'CREATE TABLE cache_version (
    cache varchar2(128 char) NOT NULL,
    version varchar2(8 char) NOT NULL,
    revision number(19) NOT NULL,
    changed_at timestamp NOT NULL,
    PRIMARY KEY (cache)
)';
        EXECUTE IMMEDIATE 'INSERT INTO cache_version (cache, version, revision, changed_at) VALUES (''*'', ''reserved'', 0, CURRENT_TIMESTAMP)';
    END IF;
END;
/
