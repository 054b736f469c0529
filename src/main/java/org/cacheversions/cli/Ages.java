package org.cacheversions.cli;

import java.time.Duration;

/** Formats the time since an event. */
final class Ages {

    private Ages() {}

    static String of(Duration age, boolean terminal) {
        return terminal ? readable(age) : Long.toString(age.toSeconds());
    }

    private static String readable(Duration age) {
        if (age.toMinutes() == 0) {
            return age.toSeconds() + " s";
        }
        if (age.toHours() == 0) {
            return age.toMinutes() + " min";
        }
        return age.toDays() < 2 ? age.toHours() + " h" : age.toDays() + " days";
    }
}
