package org.cacheversions.internal.core.entries;

/** What a store does. One may fail while the others work: a full Redis still reads. */
public enum StoreOperation {
    GET,
    CLAIM,
    PUT,
    RELEASE,
    SUPERSEDE
}
