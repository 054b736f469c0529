package org.cacheversions.benchmark;

import java.util.stream.IntStream;

/** What all methods answer: there before, so that making it costs nobody anything. */
final class Names {

    static final int COUNT = 256;

    /** Beyond the cache of {@code Long.valueOf}, as identifiers are. */
    static final long FIRST = 1_000_000;

    private static final String[] ALL =
            IntStream.range(0, COUNT).mapToObj(i -> "name " + i).toArray(String[]::new);

    private Names() {}

    static String of(long id) {
        return ALL[(int) (id - FIRST) & (COUNT - 1)];
    }
}
