package org.cacheversions.cli;

import java.time.Duration;
import java.util.Collection;
import org.cacheversions.internal.core.support.Text;

/**
 * The messages about the console. Each has a stable code, and names the object, the cause and the remedy. A retired code
 * is not used again.
 */
final class ConsoleMessages {

    private ConsoleMessages() {}

    static String noUrl() {
        return "CV1001: no database is named. Give --url, or set the environment variable CACHE_VERSIONS_URL.";
    }

    static String passwordInArguments() {
        return "CV1002: --url contains a password, which every user of this machine can see. Leave it out, and set the"
                + " environment variable CACHE_VERSIONS_PASSWORD, give --password-file, or type it when asked.";
    }

    static String noDriver(String url) {
        return "CV1003: there is no JDBC driver for " + url + ". Correct the URL, or name the driver's jar with"
                + " --driver.";
    }

    static String noDriverFile(String file) {
        return "CV1004: --driver " + file + " is not a file. Correct the path.";
    }

    static String noPasswordFile(String file, Throwable cause) {
        return "CV1005: the password can't be read from " + file + " (" + Text.rootOf(cause)
                + "). Correct --password-file," + " and its permissions.";
    }

    static String notConnected(String url, Throwable cause) {
        return "CV1006: cannot connect to " + url + " (" + Text.rootOf(cause) + "). Check the URL, the user and the"
                + " password, and whether the database is up.";
    }

    static String databaseRefused(Throwable cause) {
        return "CV1007: the database refused the command (" + Text.rootOf(cause)
                + "). The command 'doctor' searches for the reason;"
                + " 'schema' prints the SQL that creates the table.";
    }

    static String noPermission(Throwable cause) {
        return "CV1015: this user lacks a permission (" + Text.rootOf(cause)
                + "). On the table cache_version, 'list' and"
                + " 'watch' need GRANT SELECT, 'invalidate' and 'invalidate-all' also UPDATE, 'start' also INSERT, and"
                + " 'stop' also DELETE.";
    }

    static String nothingInvalidated(Collection<String> missing, Collection<String> known) {
        return "CV1008: there is no cache " + missing + ", so nothing was invalidated. Correct the name. Known: "
                + known + ".";
    }

    static String notConfirmed() {
        return "CV1009: not confirmed, so nothing was invalidated. Answer 'y', or give --yes where nobody can be"
                + " asked.";
    }

    static String noDialect() {
        return "CV1010: the database for the SQL is unknown. Give --dialect or --url.";
    }

    static String watchInterrupted(Throwable cause) {
        return "CV1011: the table can't be read (" + Text.rootOf(cause) + "). Trying again until it can.";
    }

    static String badInterval(Duration interval) {
        return "CV1014: --interval " + interval + " is not usable. Give a time above zero, as in PT0.5S.";
    }

    static String nodesNotTold(Throwable cause) {
        return "CV1013: the invalidation is committed, but no hint of it could be sent (" + Text.rootOf(cause)
                + "). Nodes in"
                + " bounded coherence notice within max-age; check that the server is up, and the option --redis.";
    }

    static String noTriggers(String dialect) {
        return "CV1040: there is no SQL of triggers for " + dialect
                + ": H2 needs Java classes for them, and for Derby and"
                + " Db2 none are written. Invalidate in the code that writes; triggers can be printed for PostgreSQL,"
                + " MariaDB, MySQL, Oracle and SQL Server.";
    }

    static String noColumn(String given) {
        return "CV1041: --scope-column '" + given + "' can't be the name of a column. Name one column; for a scope of"
                + " several, repeat the option.";
    }

    /** Part of the SQL, so without quotes. */
    static String wrongColumn(String table, String types) {
        return "CV1042: a scope column of " + table + " is missing, or its type is none of " + types
                + ". Correct --scope-column.";
    }

    static String libraryTable(String given) {
        return "CV1043: --table " + given + " is a table of the library, whose triggers would not end. Name the table"
                + " with the data; the one of the versions is named with --versions-table.";
    }

    static String noScopesInTriggers() {
        return "CV1044: row triggers of MariaDB and MySQL can't invalidate scopes: each row would add a record to the"
                + " journal, which nothing limits. Omit --scope-column to invalidate the whole cache, or invalidate"
                + " scopes in the code that writes.";
    }

    static String unknownSchema(String table) {
        return "CV1046: --table " + table
                + " has a schema, in which a trigger would look for the versions, too. Name the"
                + " schema of the versions, as in --versions-table forum.cache_version; for MariaDB and MySQL, --url will"
                + " do.";
    }

    static String cascades(String table, Collection<String> keys) {
        return "CV1045: the foreign keys " + keys + " change rows of " + table + " when other rows are changed, and"
                + " MariaDB and MySQL fire no triggers then. Create triggers for the tables that the keys refer to as"
                + " well, and give --ignore-cascades.";
    }
}
