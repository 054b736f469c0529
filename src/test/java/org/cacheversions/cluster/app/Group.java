package org.cacheversions.cluster.app;

/** The cache that an item belongs to. */
public enum Group {
    RED,
    GREEN,
    BLUE;

    /** The name of the cache, a constant for annotations. */
    public static final String RED_CACHE = "red";

    public static final String GREEN_CACHE = "green";
    public static final String BLUE_CACHE = "blue";

    public static Group of(int item) {
        return values()[item % values().length];
    }

    public String cache() {
        return switch (this) {
            case RED -> RED_CACHE;
            case GREEN -> GREEN_CACHE;
            case BLUE -> BLUE_CACHE;
        };
    }
}
