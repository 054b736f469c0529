package org.cacheversions.internal.core.support;

import java.sql.SQLException;
import java.util.Set;

/** Why a database refuses the statements of the library, so that a message can name the remedy. */
public enum SqlFailure {
    MISSING_TABLE,
    MISSING_COLUMN,
    NO_PERMISSION,
    /** For example an outage, a conflict, or a limit that is used up. */
    OTHER;

    private static final Set<String> TABLE_STATES = Set.of(
            "42P01", // PostgreSQL
            "42S02", // MySQL, MariaDB, H2
            "42S03", // H2, if there is no table at all
            "42S04", // H2, if there is a table of a similar name
            "42X05", // Derby
            "42Y07", // Derby: the schema
            "42704", // Db2
            "3F000"); // PostgreSQL: the schema
    private static final Set<String> COLUMN_STATES = Set.of("42703", "42S22", "42X04");
    private static final Set<String> PERMISSION_STATES = Set.of(
            "42501", // PostgreSQL, Db2
            "42500", // Derby: the table
            "42502", // Derby: the columns
            "90096"); // H2

    // Oracle, HSQLDB and SQL Server have no states of their own. Where a table is not found or not readable, Oracle and
    // HSQLDB do not say which.
    private static final Set<Integer> TABLE_CODES = Set.of(942, -5501, 208);
    private static final Set<Integer> COLUMN_CODES = Set.of(904, 207);
    // Oracle, 23ai too; MySQL: the table, its columns, the database; SQL Server: the object, its columns
    private static final Set<Integer> PERMISSION_CODES = Set.of(1031, 41900, 1142, 1143, 1044, 229, 230);

    /** Returns the kind of the first {@link SQLException} among the causes that is of a known kind. */
    public static SqlFailure of(Throwable failure) {
        for (Throwable t = failure; t != null && t.getCause() != t; t = t.getCause()) {
            SqlFailure kind = t instanceof SQLException e ? kind(e) : OTHER;
            if (kind != OTHER) {
                return kind;
            }
        }
        return OTHER;
    }

    /** Returns whether a row has the key of another one, or violates another constraint. */
    public static boolean isDuplicate(Throwable failure) {
        for (Throwable t = failure; t != null && t.getCause() != t; t = t.getCause()) {
            if (t instanceof SQLException e && String.valueOf(e.getSQLState()).startsWith("23")) {
                return true;
            }
        }
        return false;
    }

    private static SqlFailure kind(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        // the codes of one database mean something else in another
        boolean byCode =
                state.equals("42000") || state.equals("42501") || state.startsWith("S0") || state.equals("null");
        if (TABLE_STATES.contains(state) || (byCode && TABLE_CODES.contains(e.getErrorCode()))) {
            return MISSING_TABLE;
        }
        if (COLUMN_STATES.contains(state) || (byCode && COLUMN_CODES.contains(e.getErrorCode()))) {
            return MISSING_COLUMN;
        }
        return PERMISSION_STATES.contains(state) || (byCode && PERMISSION_CODES.contains(e.getErrorCode()))
                ? NO_PERMISSION
                : OTHER;
    }
}
