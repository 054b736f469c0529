package org.cacheversions.cli.doctor;

/**
 * The result of a check.
 *
 * @param what the name of the check
 * @param verdict the verdict
 * @param text what was found, and the remedy if it is a problem
 */
public record Finding(String what, Verdict verdict, String text) {

    public enum Verdict {
        OK,
        /** Works with restrictions. */
        WARN,
        /** Must be fixed. */
        FAIL,
        /** Could not be checked, or does not apply. */
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
