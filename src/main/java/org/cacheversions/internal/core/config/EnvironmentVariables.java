package org.cacheversions.internal.core.config;

import java.util.Locale;
import java.util.regex.Pattern;
import org.cacheversions.internal.core.support.Text;

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
        return lacksTheBeginning || Text.distance(name, right) <= Math.min(2, right.length() / 4);
    }
}
