package org.cacheversions.internal.core.config;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The name of the table of the versions.
 *
 * @param sql the name as written in SQL, maybe with its schema and in quotes
 */
public record TableName(String sql) {

    /** What {@link #parse} allows. */
    public static final String FORMS = "the name of a table, optionally after that of its schema and a dot, as in"
            + " forum.cache_version; names with spaces and hyphens, or with capitals that count, in the quotes of the"
            + " database";

    private static final String JOURNAL = "cache_journal";

    public static final TableName DEFAULT = new TableName("cache_version");

    private static final String QUOTED = "[\\p{L}\\p{N}_$# -]+";
    private static final Pattern PART =
            Pattern.compile("([\\p{L}_][\\p{L}\\p{N}_$#]*)|\"(Q)\"|`(Q)`|\\[(Q)]".replace("Q", QUOTED));
    private static final Pattern WHOLE = Pattern.compile("(?:P)(?:\\.(?:P)){0,2}".replace("P", PART.pattern()));

    public static boolean isValid(String text) {
        return text.length() <= 400 && WHOLE.matcher(text).matches();
    }

    /** Returns this name, or throws {@link IllegalArgumentException} if it is anything but an SQL name. */
    public static TableName parse(String text) {
        if (!isValid(text)) {
            throw new IllegalArgumentException(text);
        }
        return new TableName(text);
    }

    /** Returns SQL on {@code cache_version} and {@code cache_journal} as SQL on this table and the one beside it. */
    public String in(String sql) {
        return sql.replace(DEFAULT.sql, this.sql).replace(JOURNAL, sibling(JOURNAL));
    }

    /** Returns the name of another table in the same schema. */
    public String sibling(String name) {
        List<String> parts = parts();
        parts.set(parts.size() - 1, name);
        return String.join(".", parts);
    }

    /** Returns the schema as written in SQL, or {@code null} if the name has none. */
    public @Nullable String schema() {
        List<String> parts = parts();
        return parts.size() == 1 ? null : parts.get(parts.size() - 2);
    }

    /** Returns the name within its schema as SQL takes it. */
    public String table() {
        List<String> parts = parts();
        return parts.get(parts.size() - 1);
    }

    private List<String> parts() {
        List<String> parts = new ArrayList<>();
        for (Matcher part = PART.matcher(sql); part.find(); ) {
            parts.add(part.group());
        }
        return parts;
    }
}
