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

    /** Returns how many characters must be inserted, removed or replaced to turn one text into the other. */
    public static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[other.length()];
    }
}
