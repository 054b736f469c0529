package org.cacheversions.cli.doctor;

/**
 * What one look has found.
 *
 * @param what what was looked at
 * @param verdict how it is
 * @param text what was seen, and what to do if it is not well
 */
public record Finding(String what, Verdict verdict, String text) {

    /** How it is. */
    public enum Verdict {
        OK,
        /** Works, but not for everything. */
        WARN,
        /** Must be mended. */
        FAIL,
        /** Could not be looked at, or does not apply. */
        SKIP
    }

    static Finding ok(String what, String text) {
        return new Finding(what, Verdict.OK, text);
    }

    static Finding warn(String what, String text) {
        return new Finding(what, Verdict.WARN, text);
    }

    static Finding fail(String what, String text) {
        return new Finding(what, Verdict.FAIL, text);
    }

    static Finding skip(String what, String text) {
        return new Finding(what, Verdict.SKIP, text);
    }
}
