package org.cacheversions.migration.liquibase;

import java.sql.Connection;
import java.util.List;
import java.util.function.Consumer;
import liquibase.Scope;
import liquibase.database.Database;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.CustomChangeException;
import liquibase.exception.DatabaseException;
import liquibase.exception.ValidationErrors;
import liquibase.executor.Executor;
import liquibase.executor.ExecutorService;
import liquibase.statement.core.RawParameterizedSqlStatement;
import org.cacheversions.CacheVersionsException;
import org.cacheversions.internal.core.versions.CacheNames;
import org.cacheversions.internal.core.versions.VersionMessages;
import org.cacheversions.migration.MigrationMessages;

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
            errors.addError(MigrationMessages.noCacheParameter());
        }
        for (String name : names) {
            if (!CacheNames.isValid(name)) {
                errors.addError(VersionMessages.invalidName(name));
            }
        }
        return errors;
    }

    static void start(Database database, org.cacheversions.migration.StartCacheVersioning migration, boolean ifAbsent)
            throws CustomChangeException {
        if (shows(database)) {
            show(database, ShownSql.start(migration.caches(), ifAbsent));
        } else {
            apply(database, migration::apply);
        }
    }

    static void stop(Database database, org.cacheversions.migration.StopCacheVersioning migration)
            throws CustomChangeException {
        if (shows(database)) {
            show(database, ShownSql.stop(migration.caches()));
        } else {
            apply(database, migration::apply);
        }
    }

    /** Liquibase runs custom changes also when it is only to show the SQL. */
    private static boolean shows(Database database) {
        return !executor(database).updatesDatabase();
    }

    private static Executor executor(Database database) {
        return Scope.getCurrentScope().getSingleton(ExecutorService.class).getExecutor("jdbc", database);
    }

    private static void show(Database database, List<String> statements) throws CustomChangeException {
        try {
            for (String sql : statements) {
                executor(database).execute(new RawParameterizedSqlStatement(sql));
            }
        } catch (DatabaseException e) {
            throw new CustomChangeException(e);
        }
    }

    private static void apply(Database database, Consumer<Connection> change) throws CustomChangeException {
        if (!(database.getConnection() instanceof JdbcConnection connection)) {
            throw new CustomChangeException(MigrationMessages.offlineDatabase());
        }
        try {
            change.accept(connection.getUnderlyingConnection());
        } catch (CacheVersionsException e) {
            throw new CustomChangeException(e.getMessage(), e);
        }
    }
}
