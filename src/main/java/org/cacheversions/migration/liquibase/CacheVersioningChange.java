package org.cacheversions.migration.liquibase;

import java.sql.Connection;
import java.util.List;
import java.util.function.Consumer;
import liquibase.Scope;
import liquibase.change.custom.CustomTaskChange;
import liquibase.change.custom.CustomTaskRollback;
import liquibase.database.Database;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.CustomChangeException;
import liquibase.exception.DatabaseException;
import liquibase.exception.ValidationErrors;
import liquibase.executor.Executor;
import liquibase.executor.ExecutorService;
import liquibase.resource.ResourceAccessor;
import liquibase.statement.core.RawParameterizedSqlStatement;
import org.cacheversions.CacheVersionsException;
import org.cacheversions.internal.core.config.TableName;
import org.cacheversions.internal.core.versions.CacheNames;
import org.cacheversions.internal.core.versions.VersionMessages;
import org.cacheversions.migration.MigrationMessages;

/** Starts caches and stops them on rollback, or the other way round. */
abstract class CacheVersioningChange implements CustomTaskChange, CustomTaskRollback {

    private final boolean starts;
    private String caches = "";
    private String table = "cache_version";
    private boolean scopes;

    /** Whether to ignore a cache that needs no change, rather than fail. */
    boolean lenient;

    CacheVersioningChange(boolean starts) {
        this.starts = starts;
    }

    /** Takes one name, or several separated by commas. */
    public void setCaches(String caches) {
        this.caches = caches;
    }

    /** Takes the name of the table as written in SQL; by default {@code cache_version}. */
    public void setTable(String table) {
        this.table = table;
    }

    /** Sets whether the caches have scopes; then the table {@code cache_journal} must exist beside the other one. */
    public void setScopes(boolean scopes) {
        this.scopes = scopes;
    }

    @Override
    public void execute(Database database) throws CustomChangeException {
        change(database, starts);
    }

    @Override
    public void rollback(Database database) throws CustomChangeException {
        change(database, !starts);
    }

    private void change(Database database, boolean start) throws CustomChangeException {
        Executor executor =
                Scope.getCurrentScope().getSingleton(ExecutorService.class).getExecutor("jdbc", database);
        // Liquibase also runs custom changes when it only shows the SQL
        if (!executor.updatesDatabase()) {
            List<String> statements =
                    start ? ShownSql.start(start().caches(), lenient, scopes) : ShownSql.stop(stop().caches(), scopes);
            show(executor, statements.stream().map(TableName.parse(table)::in).toList());
        } else {
            apply(database, start ? start()::apply : stop()::apply);
        }
    }

    private org.cacheversions.migration.StartCacheVersioning start() {
        org.cacheversions.migration.StartCacheVersioning start =
                new org.cacheversions.migration.StartCacheVersioning(names()).inTable(table);
        start = scopes ? start.withScopes() : start;
        return lenient ? start.ifAbsent() : start;
    }

    private org.cacheversions.migration.StopCacheVersioning stop() {
        org.cacheversions.migration.StopCacheVersioning stop =
                new org.cacheversions.migration.StopCacheVersioning(names()).inTable(table);
        stop = scopes ? stop.withScopes() : stop;
        return lenient ? stop.ifPresent() : stop;
    }

    private String[] names() {
        return caches.isBlank() ? new String[0] : caches.strip().split("\\s*,\\s*", -1);
    }

    private static void show(Executor executor, List<String> statements) throws CustomChangeException {
        try {
            for (String sql : statements) {
                executor.execute(new RawParameterizedSqlStatement(sql));
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

    @Override
    public String getConfirmationMessage() {
        return "cache-versions: " + (starts ? start() : stop());
    }

    @Override
    public ValidationErrors validate(Database database) {
        ValidationErrors errors = new ValidationErrors();
        String[] names = names();
        if (!TableName.isValid(table)) {
            errors.addError(MigrationMessages.noTableName(table));
        }
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

    @Override
    public void setUp() {
        // everything is set up by the setters
    }

    @Override
    public void setFileOpener(ResourceAccessor resourceAccessor) {
        // there is nothing to open
    }
}
