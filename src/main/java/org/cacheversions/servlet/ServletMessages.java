package org.cacheversions.servlet;

import org.cacheversions.internal.core.support.Text;

/** Messages about the filter. Their codes are stable; a retired code is never reused. */
final class ServletMessages {

    private ServletMessages() {}

    static String unreadableFiles() {
        return "CV0410: the files of the application cannot be read, whose digest is a part of each ETag, so responses get"
                + " none. Set cache-versions.revision to a text that changes with each build.";
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
