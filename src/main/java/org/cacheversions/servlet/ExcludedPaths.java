package org.cacheversions.servlet;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The paths of requests that need no versions, as patterns of the servlet specification. Thread-safe. */
final class ExcludedPaths {

    private final List<String> patterns = new ArrayList<>();

    /**
     * Parses a list of patterns.
     *
     * @param list separated by commas; {@code null} for none
     * @throws IllegalArgumentException if a pattern is neither a path, nor a prefix, nor an ending
     */
    ExcludedPaths(@Nullable String list) {
        for (String part : list == null ? new String[0] : list.split(",", -1)) {
            String pattern = part.strip();
            boolean ending = pattern.startsWith("*.") && pattern.length() > 2 && pattern.indexOf('/') < 0;
            String path = pattern.endsWith("/*") ? pattern.substring(0, pattern.length() - 2) : pattern;
            boolean known = ending ? pattern.indexOf('*', 1) < 0 : pattern.startsWith("/") && path.indexOf('*') < 0;
            if (!pattern.isEmpty() && !known) {
                throw new IllegalArgumentException(ServletMessages.badExclusion(pattern));
            }
            if (!pattern.isEmpty()) {
                patterns.add(pattern);
            }
        }
    }

    boolean contain(HttpServletRequest request) {
        if (patterns.isEmpty()) {
            return false;
        }
        String rest = request.getPathInfo();
        String path = request.getServletPath() + (rest == null ? "" : rest);
        return patterns.stream().anyMatch(pattern -> matches(pattern, path));
    }

    private static boolean matches(String pattern, String path) {
        if (pattern.startsWith("*")) {
            return path.endsWith(pattern.substring(1));
        }
        if (pattern.endsWith("/*")) {
            String prefix = pattern.substring(0, pattern.length() - 2);
            return path.equals(prefix) || path.startsWith(prefix + "/");
        }
        return path.equals(pattern);
    }
}
