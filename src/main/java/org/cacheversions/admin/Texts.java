package org.cacheversions.admin;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.OptionalDouble;

/** Formats numbers and times for people. */
final class Texts {

    static final String NONE = "\u2013";

    private static final double NANOS_PER_MILLI = 1e6;
    private static final double MILLIS_PER_SECOND = 1e3;
    private static final int TEN = 10;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm").withZone(ZoneOffset.UTC);

    private Texts() {}

    static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    static String ratio(OptionalDouble ratio) {
        // not "100 %" if there was a miss
        return ratio.isEmpty()
                ? NONE
                : String.format(Locale.ROOT, "%.1f %%", Math.floor(ratio.getAsDouble() * 1000) / 10);
    }

    static String nanos(long nanos) {
        double millis = nanos / NANOS_PER_MILLI;
        if (nanos == 0) {
            return NONE;
        }
        if (millis < TEN) {
            return String.format(Locale.ROOT, "%.2f ms", millis);
        }
        if (millis < MILLIS_PER_SECOND) {
            return String.format(Locale.ROOT, "%.0f ms", millis);
        }
        if (millis < TEN * MILLIS_PER_SECOND) {
            return String.format(Locale.ROOT, "%.1f s", millis / MILLIS_PER_SECOND);
        }
        return duration(Duration.ofNanos(nanos));
    }

    /** Uses the two largest units. */
    static String duration(Duration time) {
        if (time.toDays() > 0) {
            return time.toDays() + " d " + time.toHoursPart() + " h";
        }
        if (time.toHours() > 0) {
            return time.toHours() + " h " + time.toMinutesPart() + " min";
        }
        return time.toMinutes() > 0
                ? time.toMinutes() + " min " + time.toSecondsPart() + " s"
                : Math.max(0, time.toSeconds()) + " s";
    }

    /** An hour and minute, in UTC. */
    static String time(Instant instant) {
        return TIME.format(instant);
    }
}
