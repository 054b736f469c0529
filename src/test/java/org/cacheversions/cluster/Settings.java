package org.cacheversions.cluster;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Properties;

/**
 * What a run is told by system properties.
 *
 * @param seconds how long to read and write
 * @param seed of the faults, and of what readers and writers do
 * @param mode {@code strict}, {@code bounded} or {@code leased}
 * @param nodes {@code jetty-hibernate}, {@code jetty-eclipselink}, {@code wildfly} and {@code payara}; servers once
 * @param control whether there is a run in which the versions are cached the naive way: stale answers must be found
 * @param secondsBetweenFaults on the average; 0 for no faults
 * @param kinds a regular expression of the names of the faults to happen
 * @param writers how many threads write
 * @param millisBetweenWrites of a writer, on the average
 * @param maxAge how old an answer may be
 * @param store where entries live: {@code local}, {@code redis} or {@code near}
 * @param configuration lines for the nodes' {@code cache-versions.properties}
 * @param directory for all that the run leaves behind
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
        String configuration,
        Path directory) {

    /** At most: it ends as soon as enough is found. */
    private static final int SECONDS_OF_CONTROL = 90;

    /** Whether to try the checker itself. */
    enum Control {
        NONE,
        /** In place of the run. */
        ONLY,
        /** After the run. */
        ALSO
    }

    /** Answers what the control runs by: Jetty nodes, on which nothing goes wrong but what it is made for. */
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
                mode.equals("bounded") ? maxAge : Duration.ZERO,
                store,
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
