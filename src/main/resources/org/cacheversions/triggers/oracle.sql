-- Each statement that writes rows of {table} invalidates the cache {cache} in its transaction. Needs Oracle 12.2.
-- This text was never run on Oracle: test it before you rely on it.
-- Oracle can't defer a trigger to the commit. From its first write on, a transaction locks the row of the cache, so
-- that all other writers of {table} wait for its commit, and writers in opposite orders deadlock.
-- TRUNCATE fires no trigger.
{scoped}
{scoped}DECLARE
{scoped}    usable PLS_INTEGER;
{scoped}BEGIN
{scoped}    SELECT COUNT(*) INTO usable FROM all_tab_columns
{scoped}        WHERE owner = {owner} AND table_name = '{catalogued}' AND column_name IN ({columns})
{scoped}        AND (data_type = 'NUMBER' AND data_scale = 0 OR data_type = 'VARCHAR2' AND data_length <= 4000
{scoped}            OR data_type = 'RAW' AND data_length = 16);
{scoped}    IF usable <> {count} THEN
{scoped}        RAISE_APPLICATION_ERROR(-20042, '{wrong}');
{scoped}    END IF;
{scoped}END;
{scoped}/

CREATE TRIGGER {schema}"cache_touch_{name}" FOR INSERT OR UPDATE OR DELETE ON {table} COMPOUND TRIGGER
    alphabet CONSTANT VARCHAR2(62) := 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
    -- by their hexadecimal form, whose order and equality no NLS parameter changes
    TYPE scope_texts IS TABLE OF VARCHAR2(65) INDEX BY VARCHAR2(130);
    touched scope_texts;

    PROCEDURE note_text(noted VARCHAR2) IS
    BEGIN
        IF touched.COUNT <= 1000 THEN
            touched(RAWTOHEX(UTL_RAW.CAST_TO_RAW(noted))) := noted;
        END IF;
    END note_text;
{scoped}
{scoped}    FUNCTION text_of(component NUMBER) RETURN VARCHAR2 IS
{scoped}    BEGIN
{scoped}        RETURN TO_CHAR(component, 'TM9');
{scoped}    END text_of;
{scoped}
{scoped}    FUNCTION text_of(component VARCHAR2) RETURN VARCHAR2 IS
{scoped}    BEGIN
{scoped}        RETURN component;
{scoped}    END text_of;
{scoped}
{scoped}    -- a UUID
{scoped}    FUNCTION text_of(component RAW) RETURN VARCHAR2 IS
{scoped}        digits CONSTANT VARCHAR2(32) := LOWER(RAWTOHEX(component));
{scoped}    BEGIN
{scoped}        RETURN SUBSTR(digits, 1, 8) || '-' || SUBSTR(digits, 9, 4) || '-' || SUBSTR(digits, 13, 4) || '-'
{scoped}            || SUBSTR(digits, 17, 4) || '-' || SUBSTR(digits, 21, 12);
{scoped}    END text_of;
{scoped}
{scoped}    -- the text of org.cacheversions.Scope; a null is the whole cache, as are texts that are not in ASCII and more than
{scoped}    -- 1,000 scopes
{scoped}    PROCEDURE note(joined VARCHAR2) IS
{scoped}        noted VARCHAR2(65) := '*';
{scoped}    BEGIN
{scoped}        IF LENGTH(joined) <= 60 AND TRANSLATE(joined, '*' || alphabet || '_.:-', '*') IS NULL THEN
{scoped}            noted := '=' || joined;
{scoped}        ELSIF LENGTH(joined) <= 4000 AND LENGTH(ASCIISTR(joined)) = LENGTH(joined) THEN
{scoped}            SELECT '~' || LOWER(RAWTOHEX(STANDARD_HASH(joined, 'SHA256'))) INTO noted FROM dual;
{scoped}        END IF;
{scoped}        note_text(noted);
{scoped}    END note;

    AFTER EACH ROW IS
    BEGIN
{whole}        note_text('*');
{scoped}        IF UPDATING OR DELETING THEN
{scoped}            note({old});
{scoped}        END IF;
{scoped}        IF INSERTING OR UPDATING THEN
{scoped}            note({new});
{scoped}        END IF;
    END AFTER EACH ROW;

    AFTER STATEMENT IS
        fresh VARCHAR2(8);
        other VARCHAR2(8);
        written_revision NUMBER(19);
        written_version VARCHAR2(8);
        written_at TIMESTAMP;
        place VARCHAR2(130);
    BEGIN
        IF touched.COUNT = 0 THEN
            RETURN;
        END IF;
        FOR i IN 1 .. 8 LOOP
            fresh := fresh || SUBSTR(alphabet, TRUNC(DBMS_RANDOM.VALUE(1, 63)), 1);
        END LOOP;
        other := SUBSTR(alphabet, MOD(INSTR(alphabet, SUBSTR(fresh, 1, 1)), 62) + 1, 1) || SUBSTR(fresh, 2);
        UPDATE {versions} SET version = CASE WHEN version = fresh THEN other ELSE fresh END,
                revision = revision + 1, changed_at = CAST(SYS_EXTRACT_UTC(SYSTIMESTAMP) AS TIMESTAMP(3))
            WHERE cache = '{cache}'
            RETURNING revision, version, changed_at INTO written_revision, written_version, written_at;
        IF SQL%ROWCOUNT = 0 THEN
            touched.DELETE;
            RETURN;
        END IF;
        -- dynamic, since there may be no table of the journal
        BEGIN
            IF touched.COUNT > 1000 OR touched.EXISTS('2A') THEN
                EXECUTE IMMEDIATE 'INSERT INTO {journal} (cache, revision, scope, version, changed_at)'
                    || ' SELECT :1, :2, ''*'', :3, :4 FROM dual'
                    || ' WHERE EXISTS (SELECT 1 FROM {journal} WHERE cache = :5)'
                    USING '{cache}', written_revision, written_version, written_at, '{cache}';
            ELSE
                place := touched.FIRST;
                WHILE place IS NOT NULL LOOP
                    EXECUTE IMMEDIATE 'INSERT INTO {journal} (cache, revision, scope, version, changed_at)'
                        || ' VALUES (:1, :2, :3, :4, :5)'
                        USING '{cache}', written_revision, touched(place), written_version, written_at;
                    place := touched.NEXT(place);
                END LOOP;
            END IF;
            IF DBMS_RANDOM.VALUE < 0.01 THEN
                EXECUTE IMMEDIATE 'DELETE FROM {journal} WHERE cache = :1 AND revision BETWEEN :2 AND :3'
                    USING '{cache}', written_revision - 100999, written_revision - 100000;
            END IF;
        EXCEPTION
            WHEN OTHERS THEN
                IF SQLCODE <> -942 THEN
                    RAISE;
                END IF;
        END;
        touched.DELETE;
    END AFTER STATEMENT;
END;
/
