DECLARE
    tables number;
BEGIN
    SELECT COUNT(*) INTO tables FROM user_tables WHERE table_name = 'CACHE_JOURNAL';
    IF tables = 0 THEN
        EXECUTE IMMEDIATE 'CREATE TABLE cache_journal (
    cache varchar2(128 char) NOT NULL,
    revision number(19) NOT NULL,
    scope varchar2(65 char) NOT NULL,
    version varchar2(8 char) NOT NULL,
    changed_at timestamp NOT NULL,
    PRIMARY KEY (cache, revision, scope)
)';
    END IF;
END;
/
