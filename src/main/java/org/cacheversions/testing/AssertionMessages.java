package org.cacheversions.testing;

import java.util.Collection;
import java.util.List;

/**
 * The messages about assertions. Each has a stable code, and names the object, the cause and the remedy. A retired code
 * is not used again.
 */
public final class AssertionMessages {

    private AssertionMessages() {}

    public static String assertedInvalidation(String what, Collection<String> invalidated) {
        return "CV1101: the cache or scope '" + what + "' was not invalidated. Invalidated were " + invalidated
                + "; a name stands for the whole cache. What a resource-local or JDBC transaction has not committed yet"
                + " can't be seen.";
    }

    public static String assertedNoInvalidation(String what, Collection<String> invalidated) {
        return "CV1102: the cache or scope '" + what + "' was invalidated and should not have been. Invalidated were "
                + invalidated + ".";
    }

    static String assertedUnknownCache(String cache, Collection<String> known) {
        return "CV1103: there is no cache '" + cache + "', so the assertion says nothing. Correct the name. Known: "
                + known + ".";
    }

    public static String assertedLoads(String cache, long expected, long loads, List<String> methods) {
        return "CV1104: what depends on the cache '" + cache + "' was loaded " + loads + " times, not " + expected
                + ". Loaded were " + methods + ".";
    }

    static String assertedNothingForgotten(List<String> differences) {
        return "CV1106: entries were out of date, or could not be verified. Each is a finding of its own:"
                + String.join(
                        "", differences.stream().map(each -> "\n- " + each).toList());
    }

    static String assertedWithoutCaching() {
        return "CV1105: loads are not counted while cache-versions.enabled is false. Remove @WithoutCaching, or the"
                + " assertion.";
    }
}
