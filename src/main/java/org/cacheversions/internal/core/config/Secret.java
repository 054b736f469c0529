package org.cacheversions.internal.core.config;

/** A configured value that must not be printed: a password, or an address that may contain one. */
public record Secret(String value) {

    @Override
    public String toString() {
        return "(not shown)";
    }
}
