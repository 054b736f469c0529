INSERT INTO cache_version (cache, version, revision, changed_at) VALUES ('*', 'reserved', 0, CURRENT_TIMESTAMP), ('entries', 'aaaaaaaa', 1, CURRENT_TIMESTAMP)
