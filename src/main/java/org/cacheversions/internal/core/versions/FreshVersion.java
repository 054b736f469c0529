package org.cacheversions.internal.core.versions;

import java.security.SecureRandom;

/** Generates random versions of 8 characters out of 62, so that one in 2.18e14 equals a given one. Thread-safe. */
public final class FreshVersion {

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int LENGTH = 8;

    private final SecureRandom random = new SecureRandom();

    public String next() {
        StringBuilder version = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            version.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return version.toString();
    }

    /** Returns a random version that differs from this one. */
    public String nextOtherThan(String version) {
        String other = next();
        while (other.equals(version)) {
            other = next();
        }
        return other;
    }
}
