package org.cacheversions.internal.core.config;

import java.util.Collection;
import java.util.List;
import org.cacheversions.internal.core.support.Text;
import org.jspecify.annotations.Nullable;

/**
 * The messages about configuration. Each has a stable code, and names the object, the cause and the remedy. A retired
 * code is not used again.
 */
public final class ConfigurationMessages {

    private ConfigurationMessages() {}

    public static String invalidConfiguration(List<String> problems) {
        StringBuilder text = new StringBuilder("CV0201: cache-versions is configured wrongly:");
        problems.forEach(
                problem -> text.append(System.lineSeparator()).append("  - ").append(problem));
        return text.toString();
    }

    static String unknownKey(String key, String source, Collection<String> known) {
        return "CV0202: unknown key " + key + " in " + source + ". Known: " + known + ".";
    }

    static String ignoredVariable(String variable, String key) {
        return "CV0221: the environment variable " + variable
                + " is not a setting of cache-versions, and is ignored. If" + " it is meant to set " + key
                + ", rename it to " + EnvironmentVariables.of(key) + ".";
    }

    static String badValue(String key, String value, String source, String allowed) {
        return "CV0203: " + key + " = '" + value + "' in " + source + " is not allowed. Allowed: " + allowed + ".";
    }

    public static String noHintsUrl() {
        return "CV0209: " + Configuration.HINTS + " is 'postgresql', and " + Configuration.HINTS_URL
                + " holds no address of the form jdbc:postgresql://host:port/database. Set it, with "
                + Configuration.HINTS_USER + " and " + Configuration.HINTS_PASSWORD + ", or take another channel.";
    }

    public static String noRedisUri(String key, Enum<?> value) {
        return "CV0210: " + key + " is '" + Text.lowerCase(value) + "', and " + Configuration.REDIS_URI
                + " holds no address of the" + " form redis://host:port. Set it, or another " + key + ".";
    }

    public static String noCachingProvider(@Nullable String provider, Throwable cause) {
        return "CV0215: " + Configuration.STORE + " is 'jcache', and there is no provider "
                + (provider == null ? "" : Text.quoted(provider) + " ") + "to take (" + Text.rootOf(cause)
                + "). Add one, such as"
                + " org.infinispan:infinispan-jcache or com.hazelcast:hazelcast, and if there are several, name the class"
                + " of one in " + Configuration.JCACHE_PROVIDER + ".";
    }

    public static String badRedisUri(String reason) {
        return "CV1012: the URI of Redis is not usable: " + reason + ". Allowed: "
                + RedisUri.FORMS.replace("[[user]:password@]", "")
                + ". Set the environment variables CACHE_VERSIONS_REDIS_USER and CACHE_VERSIONS_REDIS_PASSWORD, or"
                + " CACHE_VERSIONS_REDIS_URI, which may hold both.";
    }
}
