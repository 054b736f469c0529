package org.cacheversions.servlet;

import org.cacheversions.internal.core.support.Text;
import org.jspecify.annotations.Nullable;

/** Messages about the filter. Their codes are stable; a retired code is never reused. */
final class ServletMessages {

    private ServletMessages() {}

    static String unreadableFiles() {
        return "CV0410: the files of the application cannot be read, whose digest is a part of each ETag, so responses get"
                + " none. Set cache-versions.revision to a text that changes with each build.";
    }

    static String filesElsewhere(@Nullable String library) {
        return "CV0411: responses get no ETag: the library is not in WEB-INF/lib but at " + library
                + ", as in an EAR. Then code of the application may be elsewhere, too, and the digest of the web"
                + " application's files, which is a part of each ETag, would not show its changes. Set"
                + " cache-versions.revision to a text that changes with each build.";
    }

    static String traced(String method, String path, int calls, String table) {
        return "CV1050: cached calls of " + Text.oneLine(method + " " + path) + " (" + calls + "):" + table;
    }

    static String badExclusion(String pattern) {
        return "CV0407: the init-param 'excludes' of the filter cacheVersions contains '" + pattern + "'. Allowed,"
                + " separated by commas: paths such as /favicon.ico, prefixes such as /static/*, and endings such as"
                + " *.css.";
    }
}
