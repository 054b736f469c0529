package org.cacheversions.internal.core.config;

import java.util.Locale;
import java.util.regex.Pattern;

/** The environment variables of keys. */
final class EnvironmentVariables {

    private static final String PREFIX = "CACHE_VERSIONS_";
    private static final Pattern CACHE_TTL = Pattern.compile(PREFIX + "CACHE_[A-Z0-9_]+_TTL");

    private EnvironmentVariables() {}

    /** Returns the variable of a key. */
    static String of(String key) {
        return key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    /** Returns the variable with the time to live of a cache. Several caches may have the same. */
    static String timeToLiveOf(String cache) {
        return of(Configuration.PREFIX + "cache." + cache + ".ttl");
    }

    static boolean isTimeToLive(String variable) {
        return CACHE_TTL.matcher(variable).matches();
    }

    /** Returns whether a variable looks like a misspelling of a known one. */
    static boolean resemble(String variable, String known) {
        String upper = variable.toUpperCase(Locale.ROOT).replace('-', '_').replace('.', '_');
        if (!upper.startsWith(PREFIX)) {
            return false;
        }
        String name = upper.substring(PREFIX.length());
        String right = known.substring(PREFIX.length());
        boolean lacksTheBeginning = name.contains("_") && right.endsWith("_" + name);
        return lacksTheBeginning || distance(name, right) <= Math.min(2, right.length() / 4);
    }

    /** Returns how many characters must be inserted, removed or replaced to turn one text into the other. */
    private static int distance(String one, String other) {
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
