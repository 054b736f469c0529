package org.cacheversions.internal.core.config;

import java.net.URI;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.cacheversions.InvalidConfigurationException;
import org.jspecify.annotations.Nullable;

/**
 * The validated configuration. It declares all keys, with their defaults and allowed values.
 *
 * @param leaseAcknowledgements whether nodes publish which versions they have read
 * @param localMaxWeight the maximum total weight of all local entries
 * @param localTimeToLive how long local entries live, {@code null} for no limit
 * @param guard the data source or unit of the replica that loads read from, {@code null} for none
 * @param persistenceUnit the unit that holds the versions, {@code null} for the only one
 * @param table the table of the versions, {@code null} for that of the mapping
 * @param otherDatabases what to do about units in other databases than the versions
 * @param filter whether the library maps its servlet filter if the application does not
 * @param revision a text that changes with each build of the application, {@code null} for a digest of its files
 * @param verify the share of the hits after which the method is run again, to compare the values
 * @param trace whether each request is traced, not only those of operators
 * @param spans whether loads are spans of OpenTelemetry
 * @param timeToLive how long entries that depend on a cache live, by cache
 */
public record Configuration(
        Coherence coherence,
        Acknowledgements leaseAcknowledgements,
        HintSettings hints,
        @Nullable RedisUri redisUri,
        Store store,
        long localMaxWeight,
        @Nullable Duration localTimeToLive,
        RedisSettings redis,
        JCacheSettings jcache,
        CodecSettings codec,
        Duration lockTimeout,
        @Nullable String guard,
        AutoStart autoStart,
        @Nullable String persistenceUnit,
        @Nullable TableName table,
        OtherDatabases otherDatabases,
        boolean evictOtherEntities,
        FilterMapping filter,
        @Nullable String revision,
        double verify,
        boolean trace,
        boolean spans,
        boolean enabled,
        TimesToLive timeToLive) {

    /** Where entries are stored. */
    public enum Store {
        LOCAL,
        REDIS,
        NEAR,
        JCACHE
    }

    /** Whether rows are added for named caches that have none. */
    public enum AutoStart {
        /** If the source of the versions does so by itself, as a unit does whose schema JPA generates. */
        GENERATED,
        TRUE,
        FALSE
    }

    /** Whether nodes publish which versions they have read, and writers wait for it. */
    public enum Acknowledgements {
        NONE,
        GIVEN,
        AWAITED
    }

    /** Whether the library maps its servlet filter if the application does not. */
    public enum FilterMapping {
        AUTO,
        MANUAL
    }

    /** What to do about units in other databases than the versions. */
    public enum OtherDatabases {
        WARN,
        IGNORE
    }

    public static final String PREFIX = "cache-versions.";
    public static final String LEASE_ACKNOWLEDGEMENTS = PREFIX + "lease-acknowledgements";
    public static final String HINTS = PREFIX + "hints";
    public static final String HINTS_URL = HINTS + ".url";
    public static final String HINTS_USER = HINTS + ".user";
    public static final String HINTS_PASSWORD = HINTS + ".password";
    public static final String REDIS_URI = PREFIX + "redis.uri";
    public static final String REDIS_TTL = PREFIX + "redis.ttl";
    public static final String REDIS_MAX_VALUE = PREFIX + "redis.max-value";
    public static final String REDIS_SECRET = PREFIX + "redis.secret";
    public static final String STORE = PREFIX + "store";
    public static final String JCACHE_PROVIDER = PREFIX + "jcache.provider";
    public static final String JCACHE_JNDI = PREFIX + "jcache.jndi";
    public static final String JCACHE_MAX_VALUE = PREFIX + "jcache.max-value";
    public static final String JCACHE_SECRET = PREFIX + "jcache.secret";
    public static final String CODEC = PREFIX + "codec";
    public static final String CODEC_JAVA_CLASSES = CODEC + ".java-classes";

    public static final String SPANS = PREFIX + "opentelemetry.spans";

    private static final String NAME = "\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*";

    /** Rejects {@code *} and packages of one name, which would allow nearly everything. */
    private static final Pattern CLASSES = Pattern.compile("(NAME\\.)+(NAME|NAME\\.\\*)".replace("NAME", NAME));

    private static final Pattern NAMESPACE = Pattern.compile("[A-Za-z0-9_.:-]{1,64}");
    private static final int SHORTEST_SECRET = 16;
    private static final int LARGEST_VALUE = 1 << 29;

    /** All keys, in the order of the documentation. */
    static final List<Reading.Key> KEYS = keys();

    private static List<Reading.Key> keys() {
        Reading reading = new Reading(List.of());
        var unused = read(reading);
        return reading.keys();
    }

    /**
     * Reads a configuration.
     *
     * @param sources the first that has a key wins; keys without the prefix are ignored
     * @throws InvalidConfigurationException if anything is wrong; lists all problems
     */
    public static Configuration of(List<ConfigurationSource> sources) {
        Reading reading = new Reading(sources);
        Configuration configuration = read(reading);
        if (!reading.problems().isEmpty()) {
            throw new InvalidConfigurationException(ConfigurationMessages.invalidConfiguration(reading.problems()));
        }
        return configuration;
    }

    private static Configuration read(Reading reading) {
        return new Configuration(
                Coherence.of(
                        reading.choice(PREFIX + "coherence", Coherence.Mode.STRICT),
                        reading.duration(PREFIX + "max-age", "PT1S"),
                        // a shorter lease could not be renewed in time, a longer one would delay writers too much
                        reading.duration(PREFIX + "lease", "PT0.5S", "PT0.05S", "PT1M")),
                reading.choice(LEASE_ACKNOWLEDGEMENTS, Acknowledgements.NONE),
                new HintSettings(
                        reading.choice(HINTS, HintSettings.Channel.NONE),
                        reading.secret(
                                HINTS_URL,
                                "an address of the form jdbc:postgresql://host:port/database",
                                Configuration::postgresUrl),
                        reading.text(HINTS_USER),
                        reading.secret(HINTS_PASSWORD, "any text", Secret::new)),
                reading.secret(REDIS_URI, RedisUri.FORMS, RedisUri::parse),
                reading.choice(STORE, Store.LOCAL),
                reading.get(
                        PREFIX + "local.max-weight",
                        "10%",
                        "a number of bytes from 1 on, or a share of the maximum heap from 1% to 90%",
                        Reading::bytesOfHeap),
                reading.optionalDuration(PREFIX + "local.ttl", "PT10M"),
                new RedisSettings(
                        reading.get(
                                PREFIX + "redis.namespace",
                                "cache-versions",
                                "1 to 64 characters of A-Z, a-z, 0-9, '_', '.', ':' and '-'",
                                Configuration::namespace),
                        reading.timeToLive(REDIS_TTL),
                        reading.duration(PREFIX + "redis.timeout", "PT0.25S", "PT0.001S", "PT1M"),
                        reading.bytes(REDIS_MAX_VALUE, "1048576", LARGEST_VALUE),
                        reading.bytes(PREFIX + "redis.compress-above", "4096", Integer.MAX_VALUE),
                        reading.find(
                                PREFIX + "redis.lease",
                                "an ISO-8601 duration from PT0.1S to PT10M",
                                Reading.between("PT0.1S", "PT10M")),
                        secrets(reading, REDIS_SECRET)),
                new JCacheSettings(
                        reading.text(JCACHE_PROVIDER),
                        reading.find(PREFIX + "jcache.uri", "a URI that the provider takes", URI::create),
                        reading.text(JCACHE_JNDI),
                        reading.get(PREFIX + "jcache.cache", "cache-versions", "any text", Function.identity()),
                        reading.timeToLive(PREFIX + "jcache.ttl"),
                        reading.bytes(JCACHE_MAX_VALUE, "1048576", LARGEST_VALUE),
                        reading.bytes(PREFIX + "jcache.compress-above", "4096", Integer.MAX_VALUE),
                        secrets(reading, JCACHE_SECRET)),
                new CodecSettings(
                        reading.choice(CODEC, CodecSettings.Format.JSON),
                        reading.find(
                                CODEC_JAVA_CLASSES,
                                "names of classes, and of packages as in org.forum.*, by commas",
                                Configuration::classes)),
                reading.duration(PREFIX + "lock-timeout", "PT10S"),
                reading.text(PREFIX + "guard"),
                reading.choice(PREFIX + "auto-start", AutoStart.GENERATED),
                reading.text(PREFIX + "persistence-unit"),
                reading.find(PREFIX + "table", TableName.FORMS, TableName::parse),
                reading.choice(PREFIX + "other-databases", OtherDatabases.WARN),
                reading.flag(PREFIX + "evict-other-entities", "true"),
                reading.choice(PREFIX + "filter", FilterMapping.AUTO),
                reading.text(PREFIX + "revision"),
                reading.share(PREFIX + "verify", "0"),
                reading.flag(PREFIX + "trace", "false"),
                reading.flag(SPANS, "false"),
                reading.flag(PREFIX + "enabled", "true"),
                reading.timesToLive());
    }

    /** Returns how long an entry that depends on these caches lives: the shortest configured time. */
    public @Nullable Duration timeToLiveOf(Iterable<String> caches) {
        Duration shortest = null;
        for (String cache : caches) {
            Duration configured = timeToLive.of(cache);
            if (configured != null && (shortest == null || configured.compareTo(shortest) < 0)) {
                shortest = configured;
            }
        }
        return shortest;
    }

    private static Secret postgresUrl(String text) {
        Reading.require(text.startsWith("jdbc:postgresql:"), text);
        return new Secret(text);
    }

    private static List<Secret> secrets(Reading reading, String name) {
        List<Secret> secrets = reading.secret(
                name, "texts of at least " + SHORTEST_SECRET + " characters, by commas", text -> Stream.of(
                                text.split("\\s*,\\s*", -1))
                        .peek(secret -> Reading.require(secret.length() >= SHORTEST_SECRET, text))
                        .map(Secret::new)
                        .toList());
        return secrets == null ? List.of() : secrets;
    }

    private static String namespace(String text) {
        Reading.require(NAMESPACE.matcher(text).matches(), text);
        return text;
    }

    private static List<String> classes(String text) {
        List<String> names = List.of(text.split("\\s*,\\s*"));
        Reading.require(names.stream().allMatch(CLASSES.asMatchPredicate()), text);
        return names;
    }

    /** Parses a duration above zero, or throws {@link IllegalArgumentException}. */
    public static Duration duration(String text) {
        try {
            Duration duration = Duration.parse(text);
            Reading.require(duration.toNanos() > 0, text);
            return duration;
        } catch (DateTimeParseException | ArithmeticException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
