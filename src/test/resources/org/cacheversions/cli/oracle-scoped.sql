-- Each statement that writes rows of ban invalidates the cache bans in its transaction. Needs Oracle 12.2.
-- This text was never run on Oracle: test it before you rely on it.
-- Oracle can't defer a trigger to the commit. From its first write on, a transaction locks the row of the cache, so
-- that all other writers of ban wait for its commit, and writers in opposite orders deadlock.
-- TRUNCATE fires no trigger.

DECLARE
    usable PLS_INTEGER;
BEGIN
    SELECT COUNT(*) INTO usable FROM all_tab_columns
        WHERE owner = SYS_CONTEXT('USERENV', 'CURRENT_SCHEMA') AND table_name = 'BAN' AND column_name IN ('USER_ID', 'KIND')
        AND (data_type = 'NUMBER' AND data_scale = 0 OR data_type = 'VARCHAR2' AND data_length <= 4000
            OR data_type = 'RAW' AND data_length = 16);
    IF usable <> 2 THEN
        RAISE_APPLICATION_ERROR(-20042, 'CV1042: a scope column of ban is missing, or its type is none of NUMBER without decimals, VARCHAR2 of up to 4,000 bytes and RAW(16). Correct --scope-column.');
    END IF;
END;
/

CREATE TRIGGER "cache_touch_BAN_bans_5afa73c9" FOR INSERT OR UPDATE OR DELETE ON ban COMPOUND TRIGGER
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

    FUNCTION text_of(component NUMBER) RETURN VARCHAR2 IS
    BEGIN
        RETURN TO_CHAR(component, 'TM9');
    END text_of;

    FUNCTION text_of(component VARCHAR2) RETURN VARCHAR2 IS
    BEGIN
        RETURN component;
    END text_of;

    -- a UUID
    FUNCTION text_of(component RAW) RETURN VARCHAR2 IS
        digits CONSTANT VARCHAR2(32) := LOWER(RAWTOHEX(component));
    BEGIN
        RETURN SUBSTR(digits, 1, 8) || '-' || SUBSTR(digits, 9, 4) || '-' || SUBSTR(digits, 13, 4) || '-'
            || SUBSTR(digits, 17, 4) || '-' || SUBSTR(digits, 21, 12);
    END text_of;

    -- the text of org.cacheversions.Scope; a null is the whole cache, as are texts that are not in ASCII and more than
    -- 1,000 scopes
    PROCEDURE note(joined VARCHAR2) IS
        noted VARCHAR2(65) := '*';
    BEGIN
        IF LENGTH(joined) <= 60 AND TRANSLATE(joined, '*' || alphabet || '_.:-', '*') IS NULL THEN
            noted := '=' || joined;
        ELSIF LENGTH(joined) <= 4000 AND LENGTH(ASCIISTR(joined)) = LENGTH(joined) THEN
            SELECT '~' || LOWER(RAWTOHEX(STANDARD_HASH(joined, 'SHA256'))) INTO noted FROM dual;
        END IF;
        note_text(noted);
    END note;

    AFTER EACH ROW IS
    BEGIN
        IF UPDATING OR DELETING THEN
            note(CASE WHEN :OLD."USER_ID" IS NULL OR :OLD."KIND" IS NULL THEN NULL ELSE
                text_of(:OLD."USER_ID")
                || ':' || text_of(:OLD."KIND") END);
        END IF;
        IF INSERTING OR UPDATING THEN
            note(CASE WHEN :NEW."USER_ID" IS NULL OR :NEW."KIND" IS NULL THEN NULL ELSE
                text_of(:NEW."USER_ID")
                || ':' || text_of(:NEW."KIND") END);
        END IF;
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
        UPDATE cache_version SET version = CASE WHEN version = fresh THEN other ELSE fresh END,
                revision = revision + 1, changed_at = CAST(SYS_EXTRACT_UTC(SYSTIMESTAMP) AS TIMESTAMP(3))
            WHERE cache = 'bans'
            RETURNING revision, version, changed_at INTO written_revision, written_version, written_at;
        IF SQL%ROWCOUNT = 0 THEN
            touched.DELETE;
            RETURN;
        END IF;
        -- dynamic, since there may be no table of the journal
        BEGIN
            IF touched.COUNT > 1000 OR touched.EXISTS('2A') THEN
                EXECUTE IMMEDIATE 'INSERT INTO cache_journal (cache, revision, scope, version, changed_at)'
                    || ' SELECT :1, :2, ''*'', :3, :4 FROM dual'
                    || ' WHERE EXISTS (SELECT 1 FROM cache_journal WHERE cache = :5)'
                    USING 'bans', written_revision, written_version, written_at, 'bans';
            ELSE
                place := touched.FIRST;
                WHILE place IS NOT NULL LOOP
                    EXECUTE IMMEDIATE 'INSERT INTO cache_journal (cache, revision, scope, version, changed_at)'
                        || ' VALUES (:1, :2, :3, :4, :5)'
                        USING 'bans', written_revision, touched(place), written_version, written_at;
                    place := touched.NEXT(place);
                END LOOP;
            END IF;
            IF DBMS_RANDOM.VALUE < 0.01 THEN
                EXECUTE IMMEDIATE 'DELETE FROM cache_journal WHERE cache = :1 AND revision BETWEEN :2 AND :3'
                    USING 'bans', written_revision - 100999, written_revision - 100000;
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
