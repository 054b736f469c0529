package org.cacheversions.cluster;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Properties;

/**
 * The settings of a run, from system properties.
 *
 * @param seconds the duration of reading and writing
 * @param seed the seed of faults, readers and writers
 * @param mode {@code strict}, {@code bounded} or {@code leased}
 * @param nodes {@code jetty-hibernate}, {@code jetty-eclipselink}, {@code wildfly}, {@code payara}; servers once;
 *     those of Jetty also with {@code -before}
 * @param control whether to run the negative control, which caches versions naively and must find stale answers
 * @param secondsBetweenFaults the average time between faults; 0 for none
 * @param kinds a regular expression for the names of faults
 * @param writers the number of writing threads
 * @param millisBetweenWrites the average time between writes of one thread
 * @param maxAge the maximum age of an answer; in {@code leased} mode, how long a commit may be unseen while its writer
 *     waits
 * @param store the store of entries: {@code local}, {@code redis} or {@code near}
 * @param before the build folder of an earlier release, for nodes whose kind ends with {@code -before}
 * @param configuration lines for the nodes' {@code cache-versions.properties}
 * @param directory the directory for all files of the run
 */
record Settings(
        int seconds,
        long seed,
        String mode,
        List<String> nodes,
        Control control,
        double secondsBetweenFaults,
        String kinds,
        int writers,
        int millisBetweenWrites,
        Duration maxAge,
        String store,
        Path before,
        String configuration,
        Path directory) {

    /** The maximum; the control ends earlier once it has found enough. */
    private static final int SECONDS_OF_CONTROL = 90;

    /** The default lease, with the allowance for clocks. */
    private static final Duration LEASE = Duration.ofMillis(515);

    /** Returns whether to test the checker itself. */
    enum Control {
        NONE,
        /** Instead of the run. */
        ONLY,
        /** After the run. */
        ALSO
    }

    /** Returns the settings of the control: Jetty nodes without other faults. */
    Settings forControl() {
        return new Settings(
                SECONDS_OF_CONTROL,
                seed,
                "strict",
                List.of("jetty-hibernate", "jetty-eclipselink", "jetty-hibernate"),
                Control.ONLY,
                0,
                kinds,
                2 * writers,
                millisBetweenWrites / 5,
                Duration.ZERO,
                "local",
                before,
                configuration.replaceFirst("coherence=.*", "coherence=strict").replaceFirst("store=.*", "store=local"),
                directory);
    }

    boolean usesRedis() {
        return !store.equals("local");
    }

    boolean isControl() {
        return control == Control.ONLY;
    }

    static Settings of(Properties properties) {
        String mode = value(properties, "cluster.mode", "strict");
        String seed = value(properties, "cluster.seed", "random");
        String store = value(properties, "cluster.store", "near");
        Duration maxAge = Duration.parse(value(properties, "cluster.max-age", "PT1S"));
        return new Settings(
                Integer.parseInt(value(properties, "cluster.seconds", "60")),
                seed.equals("random") ? System.nanoTime() & 0xffff_ffffL : Long.parseLong(seed),
                mode,
                List.of(value(
                                properties,
                                "cluster.nodes",
                                "jetty-hibernate,jetty-eclipselink,jetty-hibernate,wildfly,payara")
                        .split(",")),
                Control.valueOf(value(properties, "cluster.control", "none").toUpperCase(Locale.ROOT)),
                Double.parseDouble(value(properties, "cluster.faults", "8")),
                value(properties, "cluster.kinds", ".*"),
                Integer.parseInt(value(properties, "cluster.writers", "4")),
                Integer.parseInt(value(properties, "cluster.pause", "150")),
                switch (mode) {
                    case "bounded" -> maxAge;
                    case "leased" -> LEASE;
                    default -> Duration.ZERO;
                },
                store,
                Path.of(value(properties, "cluster.before", "before")),
                String.join(
                        "\n",
                        "cache-versions.auto-start=true",
                        "cache-versions.lock-timeout=PT2S",
                        "cache-versions.coherence=" + mode,
                        "cache-versions.store=" + store,
                        "cache-versions.max-age=" + maxAge,
                        value(properties, "cluster.config", "").replace(';', '\n')),
                Path.of(value(properties, "it.directory", "target/cluster")));
    }

    private static String value(Properties properties, String key, String byDefault) {
        String value = properties.getProperty(key, "");
        return value.isBlank() ? byDefault : value;
    }
}
