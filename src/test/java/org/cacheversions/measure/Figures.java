package org.cacheversions.measure;

import java.util.Arrays;
import java.util.Locale;

/** Prints readable figures to standard output. */
final class Figures {

    private Figures() {}

    /** Returns median, 99th percentile and maximum in milliseconds. */
    static String milliseconds(long[] nanos) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return String.format(
                Locale.ROOT,
                "p50 %.2f ms, p99 %.2f ms, max %.2f ms (%d)",
                at(sorted, 0.5) / 1e6,
                at(sorted, 0.99) / 1e6,
                sorted[sorted.length - 1] / 1e6,
                sorted.length);
    }

    private static long at(long[] sorted, double share) {
        return sorted[(int) Math.min(sorted.length - 1, Math.ceil(share * sorted.length))];
    }

    /** Returns the median and the range of a few rounds. */
    static String rounds(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return String.format(
                Locale.ROOT, "%.2f (%.2f to %.2f)", sorted[sorted.length / 2], sorted[0], sorted[sorted.length - 1]);
    }

    static void print(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
