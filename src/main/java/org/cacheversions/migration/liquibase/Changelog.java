package org.cacheversions.migration.liquibase;

import java.sql.Connection;
import java.util.function.Consumer;
import liquibase.database.Database;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.CustomChangeException;
import liquibase.exception.ValidationErrors;
import org.cacheversions.CacheVersionsException;
import org.cacheversions.internal.core.CacheNames;
import org.cacheversions.internal.core.Messages;

/** What both changes have in common. */
final class Changelog {

    private Changelog() {}

    static String[] names(String caches) {
        return caches.isBlank() ? new String[0] : caches.strip().split("\\s*,\\s*", -1);
    }

    static ValidationErrors validate(String caches) {
        ValidationErrors errors = new ValidationErrors();
        String[] names = names(caches);
        if (names.length == 0) {
            errors.addError(Messages.noCacheParameter());
        }
        for (String name : names) {
            if (!CacheNames.isValid(name)) {
                errors.addError(Messages.invalidName(name));
            }
        }
        return errors;
    }

    static void apply(Database database, Consumer<Connection> change) throws CustomChangeException {
        if (!(database.getConnection() instanceof JdbcConnection connection)) {
            throw new CustomChangeException(Messages.offlineDatabase());
        }
        try {
            change.accept(connection.getUnderlyingConnection());
        } catch (CacheVersionsException e) {
            throw new CustomChangeException(e.getMessage(), e);
        }
    }
}
