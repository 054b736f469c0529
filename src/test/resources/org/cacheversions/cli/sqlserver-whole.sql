-- Each statement that writes rows of dbo.ban invalidates the cache bans in its transaction. Needs SQL Server 2016.
-- This text was never run on SQL Server: test it before you rely on it.
-- SQL Server can't defer a trigger to the commit. From its first write on, a transaction locks the row of the cache, so
-- that all other writers of dbo.ban wait for its commit, and writers in opposite orders deadlock.
-- TRUNCATE fires no trigger.

CREATE TRIGGER dbo.[cache_touch_ban_bans_c299d7d3] ON dbo.ban AFTER INSERT, UPDATE, DELETE AS
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
    UPDATE dbo.cache_version SET version = CASE WHEN version = @fresh THEN @other ELSE @fresh END,
            revision = revision + 1, changed_at = CAST(SYSUTCDATETIME() AS datetime2(3))
        OUTPUT inserted.revision, inserted.version, inserted.changed_at INTO @written (revision, version, changed_at)
        WHERE cache = 'bans';
    IF NOT EXISTS (SELECT 1 FROM @written) OR OBJECT_ID(N'dbo.cache_journal') IS NULL RETURN;
    IF NOT EXISTS (SELECT 1 FROM @scopes) AND EXISTS (SELECT 1 FROM dbo.cache_journal WHERE cache = 'bans')
        INSERT INTO @scopes (scope) VALUES ('*');
    INSERT INTO dbo.cache_journal (cache, revision, scope, version, changed_at)
        SELECT 'bans', w.revision, s.scope, w.version, w.changed_at FROM @written AS w CROSS JOIN @scopes AS s;
    IF RAND() < 0.01
        DELETE j FROM dbo.cache_journal AS j JOIN @written AS w
            ON j.revision BETWEEN w.revision - 100999 AND w.revision - 100000 WHERE j.cache = 'bans';
END;
GO
