-- Each statement that writes rows of {table} invalidates the cache {cache} in its transaction. Needs SQL Server 2016.
-- This text was never run on SQL Server: test it before you rely on it.
-- SQL Server can't defer a trigger to the commit. From its first write on, a transaction locks the row of the cache, so
-- that all other writers of {table} wait for its commit, and writers in opposite orders deadlock.
-- TRUNCATE fires no trigger.
{scoped}
{scoped}IF EXISTS (SELECT 1 FROM (VALUES {columns}) AS wanted (name) WHERE NOT EXISTS (
{scoped}        SELECT 1 FROM sys.columns AS c WHERE c.object_id = OBJECT_ID(N'{table}') AND c.name = wanted.name
{scoped}        AND TYPE_NAME(c.system_type_id) IN ('smallint', 'int', 'bigint', 'uniqueidentifier', 'varchar', 'nvarchar')
{scoped}        AND c.max_length > 0))
{scoped}    THROW 51042, N'{wrong}', 1;
{scoped}GO

CREATE TRIGGER {schema}[cache_touch_{name}] ON {table} AFTER INSERT, UPDATE, DELETE AS
BEGIN
    SET NOCOUNT ON;
    IF NOT EXISTS (SELECT 1 FROM inserted) AND NOT EXISTS (SELECT 1 FROM deleted) RETURN;
    DECLARE @alphabet varchar(62) = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
    DECLARE @bytes binary(16) = CRYPT_GEN_RANDOM(16);
    DECLARE @fresh varchar(8) =
        SUBSTRING(@alphabet, CAST(SUBSTRING(@bytes, 1, 2) AS int) % 62 + 1, 1)
        + SUBSTRING(@alphabet, CAST(SUBSTRING(@bytes, 3, 2) AS int) % 62 + 1, 1)
        + SUBSTRING(@alphabet, CAST(SUBSTRING(@bytes, 5, 2) AS int) % 62 + 1, 1)
        + SUBSTRING(@alphabet, CAST(SUBSTRING(@bytes, 7, 2) AS int) % 62 + 1, 1)
        + SUBSTRING(@alphabet, CAST(SUBSTRING(@bytes, 9, 2) AS int) % 62 + 1, 1)
        + SUBSTRING(@alphabet, CAST(SUBSTRING(@bytes, 11, 2) AS int) % 62 + 1, 1)
        + SUBSTRING(@alphabet, CAST(SUBSTRING(@bytes, 13, 2) AS int) % 62 + 1, 1)
        + SUBSTRING(@alphabet, CAST(SUBSTRING(@bytes, 15, 2) AS int) % 62 + 1, 1);
    DECLARE @other varchar(8) = STUFF(@fresh, 1, 1, SUBSTRING(@alphabet,
        CHARINDEX(LEFT(@fresh, 1) COLLATE Latin1_General_BIN2, @alphabet) % 62 + 1, 1));
    DECLARE @written TABLE (revision bigint, version varchar(8) COLLATE Latin1_General_BIN2, changed_at datetime2);
    DECLARE @scopes TABLE (scope varchar(65) COLLATE Latin1_General_BIN2 NOT NULL PRIMARY KEY);
{scoped}    -- the text of org.cacheversions.Scope; a null is the whole cache, as are texts that are not in ASCII and more than
{scoped}    -- 1,000 scopes
{scoped}    INSERT INTO @scopes (scope)
{scoped}        SELECT DISTINCT TOP (1001) (CASE
{scoped}            WHEN joined IS NULL OR DATALENGTH(joined) > 8000 OR joined LIKE N'%[^ -~]%' THEN '*'
{scoped}            WHEN DATALENGTH(joined) BETWEEN 2 AND 120 AND joined + N'.' NOT LIKE N'%[^A-Za-z0-9_.:-]%'
{scoped}                THEN '=' + CONVERT(varchar(60), joined)
{scoped}            ELSE '~' + LOWER(CONVERT(char(64), HASHBYTES('SHA2_256', CONVERT(varchar(4000), joined)), 2))
{scoped}            END) COLLATE Latin1_General_BIN2
{scoped}        FROM (SELECT {selected} FROM deleted UNION ALL SELECT {selected} FROM inserted) AS changed
{scoped}            CROSS APPLY (SELECT {joined} AS joined) AS texts;
{scoped}    IF EXISTS (SELECT 1 FROM @scopes WHERE scope = '*') OR (SELECT COUNT(*) FROM @scopes) > 1000
{scoped}        DELETE FROM @scopes;
    UPDATE {versions} SET version = CASE WHEN version = @fresh THEN @other ELSE @fresh END,
            revision = revision + 1, changed_at = CAST(SYSUTCDATETIME() AS datetime2(3))
        OUTPUT inserted.revision, inserted.version, inserted.changed_at INTO @written (revision, version, changed_at)
        WHERE cache = '{cache}';
    IF NOT EXISTS (SELECT 1 FROM @written) OR OBJECT_ID(N'{journal}') IS NULL RETURN;
    IF NOT EXISTS (SELECT 1 FROM @scopes) AND EXISTS (SELECT 1 FROM {journal} WHERE cache = '{cache}')
        INSERT INTO @scopes (scope) VALUES ('*');
    INSERT INTO {journal} (cache, revision, scope, version, changed_at)
        SELECT '{cache}', w.revision, s.scope, w.version, w.changed_at FROM @written AS w CROSS JOIN @scopes AS s;
    IF RAND() < 0.01
        DELETE j FROM {journal} AS j JOIN @written AS w
            ON j.revision BETWEEN w.revision - 100999 AND w.revision - 100000 WHERE j.cache = '{cache}';
END;
GO
