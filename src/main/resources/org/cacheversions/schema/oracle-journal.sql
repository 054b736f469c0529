CREATE TABLE cache_journal (
    cache varchar2(128 char) NOT NULL,
    revision number(19) NOT NULL,
    scope varchar2(65 char) NOT NULL,
    version varchar2(8 char) NOT NULL,
    changed_at timestamp NOT NULL,
    PRIMARY KEY (cache, revision, scope)
);
