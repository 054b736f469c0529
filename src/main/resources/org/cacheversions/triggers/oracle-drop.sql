BEGIN
    EXECUTE IMMEDIATE 'DROP TRIGGER {schema}"cache_touch_{name}"';
END;
/
