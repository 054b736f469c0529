package org.cacheversions.cluster;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;

/**
 * What a run is told by system properties.
 *
 * @param seconds how long to read and write
 * @param seed of the faults, and of what readers and writers do
 * @param mode {@code strict}, {@code bounded} or {@code leased}
 * @param nodes {@code jetty-hibernate}, {@code jetty-eclipselink}, {@code wildfly} and {@code payara}; servers once
 * @param control whether the versions are cached the naive way, so that stale answers must be found
 * @param secondsBetweenFaults on the average; 0 for no faults
 * @param writers how many threads write
 * @param maxAge how old an answer may be
 * @param configuration lines for the nodes' {@code cache-versions.properties}
 * @param directory for all that the run leaves behind
 */
record Settings(
        int seconds,
        long seed,
        String mode,
        List<String> nodes,
        boolean control,
        double secondsBetweenFaults,
        int writers,
        Duration maxAge,
        String configuration,
        Path directory) {

    static Settings of(Properties properties) {
        String mode = value(properties, "cluster.mode", "strict");
        String seed = value(properties, "cluster.seed", "random");
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
                Boolean.parseBoolean(value(properties, "cluster.control", "false")),
                Double.parseDouble(value(properties, "cluster.faults", "8")),
                Integer.parseInt(value(properties, "cluster.writers", "4")),
                mode.equals("bounded") ? maxAge : Duration.ZERO,
                String.join(
                        "\n",
                        "cache-versions.auto-start=true",
                        "cache-versions.lock-timeout=PT2S",
                        "cache-versions.coherence=" + mode,
                        "cache-versions.max-age=" + maxAge,
                        value(properties, "cluster.config", "").replace(';', '\n')),
                Path.of(value(properties, "it.directory", "target/cluster")));
    }

    private static String value(Properties properties, String key, String byDefault) {
        String value = properties.getProperty(key, "");
        return value.isBlank() ? byDefault : value;
    }
}
