package org.cacheversions.internal.core.config;

import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * A source of configuration.
 *
 * @param name its name in messages
 * @param values all keys with the prefix of the library, and possibly others
 * @param cacheVariables the times to live of caches, under environment variables
 */
public record ConfigurationSource(String name, Map<String, String> values, Map<String, String> cacheVariables) {

    private static final System.Logger LOG = System.getLogger("org.cacheversions");

    public ConfigurationSource(String name, Map<String, String> values) {
        this(name, values, Map.of());
    }

    public static ConfigurationSource systemProperties() {
        return new ConfigurationSource("the system properties", strings(System.getProperties()));
    }

    /**
     * Returns environment variables such as {@code CACHE_VERSIONS_LOCK_TIMEOUT} under the names of their keys. Ignores a
     * variable of no key, and logs it if it resembles the variable of one.
     */
    public static ConfigurationSource environment(Map<String, String> environment) {
        Map<String, String> values = new TreeMap<>();
        Map<String, String> timesToLive = new TreeMap<>();
        new TreeMap<>(environment).forEach((variable, value) -> {
            Optional<String> key = firstKey(known -> known.equals(variable));
            if (key.isPresent()) {
                values.put(key.get(), value);
            } else if (EnvironmentVariables.isTimeToLive(variable)) {
                timesToLive.put(variable, value);
            } else {
                firstKey(known -> EnvironmentVariables.resemble(variable, known))
                        .ifPresent(near -> LOG.log(
                                System.Logger.Level.WARNING, ConfigurationMessages.ignoredVariable(variable, near)));
            }
        });
        return new ConfigurationSource("the environment", values, timesToLive);
    }

    private static Optional<String> firstKey(Predicate<String> variable) {
        return Configuration.KEYS.stream()
                .map(Reading.Key::name)
                .filter(key -> variable.test(EnvironmentVariables.of(key)))
                .findFirst();
    }

    public static ConfigurationSource properties(String name, Properties properties) {
        return new ConfigurationSource(name, strings(properties));
    }

    private static Map<String, String> strings(Properties properties) {
        Map<String, String> values = new TreeMap<>();
        for (String key : properties.stringPropertyNames()) {
            values.put(key, properties.getProperty(key));
        }
        return values;
    }
}
