package org.cacheversions.it;

import java.nio.file.Path;

/** The JDKs that servers run on. */
final class Jdk {

    /** The JDK of the tests. */
    static final Path OWN = Path.of(System.getProperty("java.home"));

    private Jdk() {}

    /** Returns a JDK 25 for servers that need it: that of the tests, or the one in {@code JAVA_HOME_25}. */
    static Path of25() {
        if (Runtime.version().feature() >= 25) {
            return OWN;
        }
        String home = System.getenv("JAVA_HOME_25");
        if (home == null) {
            throw new IllegalStateException("This server needs a JDK 25. Set the environment variable JAVA_HOME_25, run"
                    + " the tests with a JDK 25, or exclude the tests that need it: -Dtests.excluded=jdk25");
        }
        return Path.of(home);
    }
}
