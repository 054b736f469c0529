package org.cacheversions.internal.core.config;

import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * A source of configuration.
 *
 * @param name its name in messages
 * @param values all keys with the prefix of the library, and possibly others
 */
public record ConfigurationSource(String name, Map<String, String> values) {

    private static final String ENVIRONMENT_PREFIX = "CACHE_VERSIONS_";

    public static ConfigurationSource systemProperties() {
        return new ConfigurationSource("the system properties", strings(System.getProperties()));
    }

    /** Returns environment variables such as {@code CACHE_VERSIONS_LOCK_TIMEOUT} under the names of their keys. */
    public static ConfigurationSource environment(Map<String, String> environment) {
        Map<String, String> values = new TreeMap<>();
        environment.forEach((variable, value) -> {
            if (variable.startsWith(ENVIRONMENT_PREFIX)) {
                values.put(keyOf(variable), value);
            }
        });
        return new ConfigurationSource("the environment", values);
    }

    private static String keyOf(String variable) {
        for (Reading.Key key : Configuration.KEYS) {
            if (variable.equals(asVariable(key.name()))) {
                return key.name();
            }
        }
        return Configuration.PREFIX + "(" + variable + ")";
    }

    private static String asVariable(String key) {
        return key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
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
