package org.cacheversions.internal.core.config;

import java.net.URI;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cacheversions.InvalidConfigurationException;
import org.jspecify.annotations.Nullable;

/**
 * The configuration, checked. Every key stands here, with its default and what it allows.
 *
 * @param coherence {@value #COHERENCE}: how versions are read
 * @param maxAge {@value #MAX_AGE}: how old versions may be in bounded coherence
 * @param lease {@value #LEASE}: how old versions may be in leased coherence, and how long who invalidates waits
 * @param leaseAcknowledgements {@value #LEASE_ACKNOWLEDGEMENTS}: whether nodes say which versions they have
 * @param hints {@value #HINTS} and below: how nodes tell each other of invalidations
 * @param redisUri {@value #REDIS_URI}: where Redis is
 * @param store {@value #STORE}: where entries live
 * @param localMaxWeight {@value #LOCAL_MAX_WEIGHT}: how much all local entries may weigh together
 * @param localTimeToLive {@value #LOCAL_TTL}: how long local entries live, {@code null} for no limit
 * @param redis how entries are kept in Redis
 * @param jcache how entries are kept in a cache of another product
 * @param codec {@value #CODEC} and below: how values are written in stores outside of the heap
 * @param lockTimeout {@value #LOCK_TIMEOUT}: how long to wait for another thread's load
 * @param guard {@value #GUARD}: the data source or unit of the replica that loads read from, {@code null} for none
 * @param autoStart {@value #AUTO_START}: whether to add rows for caches that have none
 * @param persistenceUnit {@value #PERSISTENCE_UNIT}: the unit that holds the versions, {@code null} for the only one
 * @param otherDatabases {@value #OTHER_DATABASES}: what to do about units in other databases than the versions
 * @param enabled {@value #ENABLED}: whether anything is cached at all
 * @param timeToLive {@code cache-versions.cache.<name>.ttl}: how long entries that depend on this cache live
 */
public record Configuration(
        String coherence,
        Duration maxAge,
        Duration lease,
        String leaseAcknowledgements,
        HintSettings hints,
        @Nullable Secret redisUri,
        String store,
        long localMaxWeight,
        @Nullable Duration localTimeToLive,
        RedisSettings redis,
        JCacheSettings jcache,
        CodecSettings codec,
        Duration lockTimeout,
        @Nullable String guard,
        boolean autoStart,
        @Nullable String persistenceUnit,
        String otherDatabases,
        boolean enabled,
        SortedMap<String, Duration> timeToLive) {

    public static final String PREFIX = "cache-versions.";
    public static final String COHERENCE = PREFIX + "coherence";
    public static final String MAX_AGE = PREFIX + "max-age";
    public static final String LEASE = PREFIX + "lease";
    public static final String LEASE_ACKNOWLEDGEMENTS = PREFIX + "lease-acknowledgements";
    public static final String HINTS = PREFIX + "hints";
    public static final String HINTS_URL = HINTS + ".url";
    public static final String HINTS_USER = HINTS + ".user";
    public static final String HINTS_PASSWORD = HINTS + ".password";
    public static final String REDIS_URI = PREFIX + "redis.uri";
    public static final String STORE = PREFIX + "store";
    public static final String LOCAL_MAX_WEIGHT = PREFIX + "local.max-weight";
    public static final String LOCAL_TTL = PREFIX + "local.ttl";
    public static final String REDIS_NAMESPACE = PREFIX + "redis.namespace";
    public static final String REDIS_TTL = PREFIX + "redis.ttl";
    public static final String REDIS_TIMEOUT = PREFIX + "redis.timeout";
    public static final String REDIS_MAX_VALUE = PREFIX + "redis.max-value";
    public static final String REDIS_COMPRESS_ABOVE = PREFIX + "redis.compress-above";
    public static final String REDIS_LEASE = PREFIX + "redis.lease";
    public static final String JCACHE_PROVIDER = PREFIX + "jcache.provider";
    public static final String JCACHE_URI = PREFIX + "jcache.uri";
    public static final String JCACHE_JNDI = PREFIX + "jcache.jndi";
    public static final String JCACHE_CACHE = PREFIX + "jcache.cache";
    public static final String JCACHE_TTL = PREFIX + "jcache.ttl";
    public static final String JCACHE_MAX_VALUE = PREFIX + "jcache.max-value";
    public static final String JCACHE_COMPRESS_ABOVE = PREFIX + "jcache.compress-above";
    public static final String CODEC = PREFIX + "codec";
    public static final String CODEC_JAVA_CLASSES = CODEC + ".java-classes";
    public static final String LOCK_TIMEOUT = PREFIX + "lock-timeout";
    public static final String GUARD = PREFIX + "guard";
    public static final String AUTO_START = PREFIX + "auto-start";
    public static final String PERSISTENCE_UNIT = PREFIX + "persistence-unit";
    public static final String OTHER_DATABASES = PREFIX + "other-databases";
    public static final String ENABLED = PREFIX + "enabled";

    /** All keys with their defaults, in the order in which they are documented. */
    static final List<Key> KEYS = List.of(
            new Key(COHERENCE, "strict", "strict, bounded, leased"),
            new Key(MAX_AGE, "PT1S", "an ISO-8601 duration above zero, such as PT1S"),
            new Key(LEASE, "PT0.5S", "an ISO-8601 duration from PT0.05S to PT1M"),
            new Key(LEASE_ACKNOWLEDGEMENTS, "none", "none, given, awaited"),
            new Key(HINTS, "none", "none, postgresql, redis"),
            new Key(HINTS_URL, "", "an address of the form jdbc:postgresql://host:port/database", true),
            new Key(HINTS_USER, "", "the name of a user"),
            new Key(HINTS_PASSWORD, "", "a password", true),
            new Key(REDIS_URI, "", RedisUri.FORMS, true),
            new Key(STORE, "local", "local, redis, near, jcache"),
            new Key(LOCAL_MAX_WEIGHT, "100000", "a whole number from 1 on"),
            new Key(LOCAL_TTL, "", "an ISO-8601 duration above zero, such as PT10M"),
            new Key(REDIS_NAMESPACE, "cache-versions", "1 to 64 characters of A-Z, a-z, 0-9, '_', '.', ':' and '-'"),
            new Key(REDIS_TTL, "PT1H", "an ISO-8601 duration from PT1S on"),
            new Key(REDIS_TIMEOUT, "PT0.25S", "an ISO-8601 duration from PT0.001S to PT1M"),
            new Key(REDIS_MAX_VALUE, "1048576", "a whole number of bytes from 1 to 536870912"),
            new Key(REDIS_COMPRESS_ABOVE, "4096", "a whole number of bytes from 1 on"),
            new Key(REDIS_LEASE, "", "an ISO-8601 duration from PT0.1S to PT10M"),
            new Key(JCACHE_PROVIDER, "", "the name of a class that implements javax.cache.spi.CachingProvider"),
            new Key(JCACHE_URI, "", "a URI that the provider takes"),
            new Key(JCACHE_JNDI, "", "the JNDI name of a javax.cache.CacheManager, a javax.cache.Cache or a map"),
            new Key(JCACHE_CACHE, "cache-versions", "the name of a cache"),
            new Key(JCACHE_TTL, "PT1H", "an ISO-8601 duration from PT1S on"),
            new Key(JCACHE_MAX_VALUE, "1048576", "a whole number of bytes from 1 to 536870912"),
            new Key(JCACHE_COMPRESS_ABOVE, "4096", "a whole number of bytes from 1 on"),
            new Key(CODEC, "json", "json, cbor, java"),
            new Key(CODEC_JAVA_CLASSES, "", "names of classes, and of packages as in org.forum.*, by commas"),
            new Key(LOCK_TIMEOUT, "PT10S", "an ISO-8601 duration above zero, such as PT10S"),
            new Key(GUARD, "", "the JNDI name of a data source, or the name of a persistence unit"),
            new Key(AUTO_START, "false", "true, false"),
            new Key(PERSISTENCE_UNIT, "", "the name of a persistence unit"),
            new Key(OTHER_DATABASES, "warn", "warn, ignore"),
            new Key(ENABLED, "true", "true, false"));

    private static final Pattern CACHE_TTL = Pattern.compile("cache-versions\\.cache\\.([A-Za-z0-9_.-]+)\\.ttl");

    /** Not {@code *} alone, nor a package of one name: a list that allows all is none. */
    private static final Pattern CLASS_NAME =
            Pattern.compile("(\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*\\.)+"
                    + "(\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*|\\p{javaJavaIdentifierStart}"
                    + "\\p{javaJavaIdentifierPart}*\\.\\*)");

    private static final Pattern NAMESPACE = Pattern.compile("[A-Za-z0-9_.:-]{1,64}");

    /** A key, its default (empty: none), what it allows, and whether its value is never printed. */
    record Key(String name, String byDefault, String allowed, boolean secret) {

        Key(String name, String byDefault, String allowed) {
            this(name, byDefault, allowed, false);
        }
    }

    /**
     * Reads a configuration.
     *
     * @param sources the first that has a key wins; keys without the prefix are passed over
     * @throws InvalidConfigurationException if anything is wrong; lists all that is
     */
    public static Configuration of(List<ConfigurationSource> sources) {
        Reading reading = new Reading(sources);
        Configuration configuration = new Configuration(
                reading.choice(COHERENCE),
                reading.get(MAX_AGE, Configuration::duration),
                reading.get(LEASE, Configuration::lease),
                reading.choice(LEASE_ACKNOWLEDGEMENTS),
                new HintSettings(
                        reading.choice(HINTS),
                        reading.find(HINTS_URL, text -> secret(text, "jdbc:postgresql:")),
                        reading.find(HINTS_USER, Function.identity()),
                        reading.find(HINTS_PASSWORD, Secret::new)),
                reading.find(REDIS_URI, Configuration::redisUri),
                reading.choice(STORE),
                reading.get(LOCAL_MAX_WEIGHT, Configuration::positive),
                reading.find(LOCAL_TTL, Configuration::duration),
                new RedisSettings(
                        reading.get(REDIS_NAMESPACE, Configuration::namespace),
                        reading.get(REDIS_TTL, text -> between("PT1S", text, "P36500D")),
                        reading.get(REDIS_TIMEOUT, text -> between("PT0.001S", text, "PT1M")),
                        reading.get(REDIS_MAX_VALUE, text -> bytes(text, 1 << 29)),
                        reading.get(REDIS_COMPRESS_ABOVE, text -> bytes(text, Integer.MAX_VALUE)),
                        reading.find(REDIS_LEASE, text -> between("PT0.1S", text, "PT10M"))),
                new JCacheSettings(
                        reading.find(JCACHE_PROVIDER, Function.identity()),
                        reading.find(JCACHE_URI, URI::create),
                        reading.find(JCACHE_JNDI, Function.identity()),
                        reading.get(JCACHE_CACHE, Function.identity()),
                        reading.get(JCACHE_TTL, text -> between("PT1S", text, "P36500D")),
                        reading.get(JCACHE_MAX_VALUE, text -> bytes(text, 1 << 29)),
                        reading.get(JCACHE_COMPRESS_ABOVE, text -> bytes(text, Integer.MAX_VALUE))),
                new CodecSettings(reading.choice(CODEC), reading.find(CODEC_JAVA_CLASSES, Configuration::classes)),
                reading.get(LOCK_TIMEOUT, Configuration::duration),
                reading.find(GUARD, Function.identity()),
                reading.get(AUTO_START, Configuration::bool),
                reading.find(PERSISTENCE_UNIT, Function.identity()),
                reading.choice(OTHER_DATABASES),
                reading.get(ENABLED, Configuration::bool),
                reading.timeToLive());
        if (!reading.problems.isEmpty()) {
            throw new InvalidConfigurationException(ConfigurationMessages.invalidConfiguration(reading.problems));
        }
        return configuration;
    }

    /** Answers how old the versions may be that a request is given. */
    public Coherence coherenceOfRequests() {
        return switch (coherence) {
            case "bounded" -> new Coherence(Coherence.Mode.BOUNDED, maxAge);
            case "leased" -> new Coherence(Coherence.Mode.LEASED, lease);
            default -> Coherence.STRICT;
        };
    }

    /** Tells whether to warn of units in other databases than the versions. */
    public boolean warnsOfOtherDatabases() {
        return otherDatabases.equals("warn");
    }

    /** Answers how long an entry lives that depends on these caches: the shortest that is configured. */
    public @Nullable Duration timeToLiveOf(Iterable<String> caches) {
        Duration shortest = null;
        for (String cache : caches) {
            Duration configured = timeToLive.get(cache);
            if (configured != null && (shortest == null || configured.compareTo(shortest) < 0)) {
                shortest = configured;
            }
        }
        return shortest;
    }

    /** Answers a duration above zero, or throws {@link IllegalArgumentException}. */
    public static Duration duration(String text) {
        try {
            Duration duration = Duration.parse(text);
            if (duration.toNanos() <= 0) {
                throw new IllegalArgumentException(text);
            }
            return duration;
        } catch (DateTimeParseException | ArithmeticException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    /** A shorter lease could not be renewed in time, a longer one would keep those who invalidate waiting. */
    private static Duration lease(String text) {
        return between("PT0.05S", text, "PT1M");
    }

    private static Duration between(String least, String text, String most) {
        Duration duration = duration(text);
        if (duration.compareTo(Duration.parse(least)) < 0 || duration.compareTo(Duration.parse(most)) > 0) {
            throw new IllegalArgumentException(text);
        }
        return duration;
    }

    private static Secret redisUri(String text) {
        RedisUri.parse(text);
        return new Secret(text);
    }

    private static String namespace(String text) {
        if (!NAMESPACE.matcher(text).matches()) {
            throw new IllegalArgumentException(text);
        }
        return text;
    }

    private static List<String> classes(String text) {
        List<String> names = List.of(text.split("\\s*,\\s*"));
        if (!names.stream().allMatch(name -> CLASS_NAME.matcher(name).matches())) {
            throw new IllegalArgumentException(text);
        }
        return names;
    }

    private static int bytes(String text, int most) {
        long number = positive(text);
        if (number > most) {
            throw new IllegalArgumentException(text);
        }
        return (int) number;
    }

    private static Secret secret(String text, String... beginnings) {
        for (String beginning : beginnings) {
            if (text.startsWith(beginning)) {
                return new Secret(text);
            }
        }
        throw new IllegalArgumentException(text);
    }

    private static long positive(String text) {
        long number = Long.parseLong(text);
        if (number < 1) {
            throw new IllegalArgumentException(text);
        }
        return number;
    }

    private static boolean bool(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(text);
        };
    }

    private static final class Reading {

        private final SortedMap<String, Found> found = new TreeMap<>();
        private final List<String> problems = new ArrayList<>();

        Reading(List<ConfigurationSource> sources) {
            List<String> names = KEYS.stream().map(Key::name).toList();
            for (ConfigurationSource source : sources) {
                source.values().forEach((key, value) -> {
                    if (!key.startsWith(PREFIX)) {
                        return;
                    }
                    if (names.contains(key) || CACHE_TTL.matcher(key).matches()) {
                        found.putIfAbsent(key, new Found(value.strip(), source.name()));
                    } else {
                        problems.add(ConfigurationMessages.unknownKey(key, source.name(), names));
                    }
                });
            }
        }

        <T> @Nullable T find(String name, Function<String, T> parse) {
            Key key = key(name);
            Found given = found.get(name);
            String value = given == null || given.value.isEmpty() ? key.byDefault : given.value;
            if (value.isEmpty()) {
                return null;
            }
            try {
                return parse.apply(value);
            } catch (IllegalArgumentException e) {
                String shown = key.secret ? new Secret(value).toString() : value;
                problems.add(
                        ConfigurationMessages.badValue(name, shown, given == null ? "" : given.source, key.allowed));
                return key.byDefault.isEmpty() ? null : parse.apply(key.byDefault);
            }
        }

        <T> T get(String name, Function<String, T> parse) {
            T value = find(name, parse);
            if (value == null) {
                throw new IllegalStateException(name + " has no default");
            }
            return value;
        }

        String choice(String name) {
            List<String> allowed = List.of(key(name).allowed.split(", "));
            return get(name, value -> {
                if (!allowed.contains(value)) {
                    throw new IllegalArgumentException(value);
                }
                return value;
            });
        }

        SortedMap<String, Duration> timeToLive() {
            SortedMap<String, Duration> durations = new TreeMap<>();
            for (Map.Entry<String, Found> entry : found.entrySet()) {
                Matcher matcher = CACHE_TTL.matcher(entry.getKey());
                if (matcher.matches()) {
                    Found given = entry.getValue();
                    try {
                        durations.put(matcher.group(1), duration(given.value));
                    } catch (IllegalArgumentException e) {
                        problems.add(ConfigurationMessages.badValue(
                                entry.getKey(), given.value, given.source, key(LOCAL_TTL).allowed));
                    }
                }
            }
            return durations;
        }

        private static Key key(String name) {
            return KEYS.stream()
                    .filter(key -> key.name.equals(name))
                    .findFirst()
                    .orElseThrow();
        }

        private record Found(String value, String source) {}
    }
}
