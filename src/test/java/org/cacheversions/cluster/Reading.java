package org.cacheversions.cluster;

/**
 * The state of an item that was read.
 *
 * @param stamp the unique stamp of the write
 */
record Reading(int item, long counter, long stamp) {

    /** Parses {@code item=counter.stamp}. */
    static Reading of(String text) {
        int equals = text.indexOf('=');
        int dot = text.indexOf('.', equals);
        return new Reading(
                Integer.parseInt(text, 0, equals, 10),
                Long.parseLong(text, equals + 1, dot, 10),
                Long.parseLong(text, dot + 1, text.length(), 10));
    }

    @Override
    public String toString() {
        return item + "=" + counter + "." + stamp;
    }
}
