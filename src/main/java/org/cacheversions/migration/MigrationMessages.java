package org.cacheversions.migration;

import java.util.Collection;
import org.cacheversions.internal.core.config.TableName;
import org.cacheversions.internal.core.support.Text;

/**
 * The messages about migrations. Each has a stable code, and names the object, the cause and the remedy. A retired code
 * is not used again.
 */
public final class MigrationMessages {

    private MigrationMessages() {}

    private static final String MIGRATION_REMEDY = "Create the table cache_version first if it is missing, grant"
            + " SELECT, INSERT, UPDATE and DELETE on it, and run the migration again if another transaction was in"
            + " its way.";

    static String startedAlready(String cache) {
        return "CV0701: the cache '" + cache + "' is started already: the table cache_version has its row. Remove this"
                + " migration, or say that it applies only if the cache is absent.";
    }

    static String notStartedBefore(String cache) {
        return "CV0702: the cache '" + cache + "' can't be stopped: the table cache_version has no such row. Correct"
                + " the name, or say that this migration applies only if the cache is present.";
    }

    static String notStarted(Collection<String> caches, Throwable cause) {
        return "CV0703: the caches " + caches + " could not be started (" + Text.rootOf(cause) + "). "
                + MIGRATION_REMEDY;
    }

    static String notStopped(Collection<String> caches, Throwable cause) {
        return "CV0704: the caches " + caches + " could not be stopped (" + Text.rootOf(cause) + "). "
                + MIGRATION_REMEDY;
    }

    static String notCreated(Throwable cause) {
        return "CV0705: the table cache_version could not be created (" + Text.rootOf(cause)
                + "). If there is one already," + " leave it; otherwise grant CREATE TABLE.";
    }

    public static String noTableName(String given) {
        return "CV0325: '" + given + "' can't be the name of the table. Allowed: " + TableName.FORMS + ".";
    }

    public static String noCacheParameter() {
        return "CV0706: the custom change names no cache. Add the parameter 'caches', for example <param"
                + " name=\"caches\" value=\"bans\"/>.";
    }

    public static String offlineDatabase() {
        return "CV0707: caches are started and stopped through a connection, and Liquibase has none (an offline"
                + " database). Run it against the database.";
    }
}
