package org.cacheversions.internal.core.support;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Parts of messages. */
public final class Text {

    private static final int LONGEST_QUOTED = 128;

    private Text() {}

    /** Returns a name in quotes, shortened if it is longer than any valid name. */
    public static String quoted(@Nullable String name) {
        if (name == null) {
            return "null";
        }
        return name.length() <= LONGEST_QUOTED
                ? "'" + name + "'"
                : "'" + name.substring(0, 32) + "…' (" + name.length() + " characters)";
    }

    /** Returns the deepest cause. */
    public static String rootOf(Throwable throwable) {
        Throwable root = throwable;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root.toString();
    }

    /** Returns a constant's name as configurations and messages have it. */
    public static String lowerCase(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /** Replaces control characters, so that the text of a request can't forge lines in the log. */
    public static String oneLine(String text) {
        return text.replaceAll("[\\p{Cntrl}\u2028\u2029]", "?");
    }
}
