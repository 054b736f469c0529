package org.cacheversions.benchmark;

import java.util.stream.IntStream;

/** Preallocated results of all methods, so that no benchmark allocates them. */
final class Names {

    static final int COUNT = 256;

    /** Larger than the cached values of {@code Long.valueOf}, like identifiers. */
    static final long FIRST = 1_000_000;

    private static final String[] ALL =
            IntStream.range(0, COUNT).mapToObj(i -> "name " + i).toArray(String[]::new);

    private Names() {}

    static String of(long id) {
        return ALL[(int) (id - FIRST) & (COUNT - 1)];
    }
}
