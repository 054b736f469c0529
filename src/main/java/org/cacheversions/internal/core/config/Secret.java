package org.cacheversions.internal.core.config;

/** A configured value that is not to be printed: a password, or an address that may hold one. */
public record Secret(String value) {

    @Override
    public String toString() {
        return "(not shown)";
    }
}
