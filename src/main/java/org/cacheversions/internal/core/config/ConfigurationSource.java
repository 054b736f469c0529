package org.cacheversions.internal.core.config;

import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * Where configuration comes from.
 *
 * @param name as it is named in messages
 * @param values all keys under our prefix, and maybe others
 */
public record ConfigurationSource(String name, Map<String, String> values) {

    private static final String ENVIRONMENT_PREFIX = "CACHE_VERSIONS_";

    /** Answers the system properties. */
    public static ConfigurationSource systemProperties() {
        return new ConfigurationSource("the system properties", strings(System.getProperties()));
    }

    /** Answers the values of environment variables: {@code CACHE_VERSIONS_LOCK_TIMEOUT} for a key of that name. */
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

    /** Answers these properties. */
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
