-- Each row of {table} that is written invalidates the cache {cache} in its transaction.
-- Not recommended: MariaDB and MySQL can't defer a trigger to the commit. From its first write on, a transaction locks
-- the row of the cache, so that all other writers of {table} wait for its commit, and writers in opposite orders
-- deadlock. A statement for many rows updates the row of the cache once for each of them. TRUNCATE
-- and the cascades of foreign keys fire no triggers.
-- {warning}

CREATE TRIGGER {schema}`cache_touch_{event}_{name}` AFTER {EVENT} ON {table} FOR EACH ROW
    UPDATE {versions} SET version = CONCAT(
        SUBSTRING(REPLACE('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789', LEFT(version, 1), ''), 1 + FLOOR(RAND() * 61), 1),
        SUBSTRING('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789', 1 + FLOOR(RAND() * 62), 1),
        SUBSTRING('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789', 1 + FLOOR(RAND() * 62), 1),
        SUBSTRING('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789', 1 + FLOOR(RAND() * 62), 1),
        SUBSTRING('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789', 1 + FLOOR(RAND() * 62), 1),
        SUBSTRING('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789', 1 + FLOOR(RAND() * 62), 1),
        SUBSTRING('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789', 1 + FLOOR(RAND() * 62), 1),
        SUBSTRING('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789', 1 + FLOOR(RAND() * 62), 1)),
        revision = revision + 1, changed_at = UTC_TIMESTAMP(3) WHERE cache = '{cache}';
