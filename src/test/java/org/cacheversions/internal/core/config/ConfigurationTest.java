package org.cacheversions.internal.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cacheversions.InvalidConfigurationException;
import org.cacheversions.node.LogCapture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys, defaults, sources and the problems that are reported for them. */
class ConfigurationTest {

    private static Configuration of(String... keysAndValues) {
        return Configuration.of(List.of(source("the test", keysAndValues)));
    }

    private static ConfigurationSource source(String name, String... keysAndValues) {
        Properties properties = new Properties();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            properties.setProperty(keysAndValues[i], keysAndValues[i + 1]);
        }
        return ConfigurationSource.properties(name, properties);
    }

    @Test
    void defaults() {
        assertThat(of())
                .isEqualTo(new Configuration(
                        Coherence.STRICT,
                        Configuration.Acknowledgements.NONE,
                        new HintSettings(HintSettings.Channel.NONE, null, null, null),
                        null,
                        Configuration.Store.LOCAL,
                        Runtime.getRuntime().maxMemory() / 100 * 10,
                        null,
                        new RedisSettings(
                                "cache-versions",
                                Duration.ofHours(1),
                                Duration.ofMillis(250),
                                1_048_576,
                                4_096,
                                null,
                                List.of()),
                        new JCacheSettings(
                                null, null, null, "cache-versions", Duration.ofHours(1), 1_048_576, 4_096, List.of()),
                        new CodecSettings(CodecSettings.Format.JSON, null),
                        Duration.ofSeconds(10),
                        null,
                        Configuration.AutoStart.GENERATED,
                        null,
                        null,
                        Configuration.OtherDatabases.WARN,
                        true,
                        Configuration.FilterMapping.AUTO,
                        null,
                        0,
                        false,
                        false,
                        true,
                        new TimesToLive(Map.of(), Map.of())));
    }

    @Test
    void everyKeyIsRead() {
        assertThat(of(
                        "cache-versions.coherence", "leased",
                        "cache-versions.max-age", "PT3S",
                        "cache-versions.lease", "PT2S",
                        "cache-versions.lease-acknowledgements", "awaited",
                        "cache-versions.hints", "postgresql",
                        "cache-versions.hints.url", "jdbc:postgresql://db/forum",
                        "cache-versions.hints.user", "ann",
                        "cache-versions.hints.password", "hunter2",
                        "cache-versions.redis.uri", "redis://cache:6379",
                        "cache-versions.store", "local",
                        "cache-versions.local.max-weight", " 7 ",
                        "cache-versions.local.ttl", "PT1M",
                        "cache-versions.redis.namespace", "forum:1",
                        "cache-versions.redis.ttl", "PT2M",
                        "cache-versions.redis.timeout", "PT1M",
                        "cache-versions.redis.max-value", "536870912",
                        "cache-versions.redis.compress-above", "1",
                        "cache-versions.redis.lease", "PT0.1S",
                        "cache-versions.redis.secret", "sixteen letters!, seventeen letters",
                        "cache-versions.jcache.provider", "org.example.Provider",
                        "cache-versions.jcache.uri", "file:/etc/caches.xml",
                        "cache-versions.jcache.jndi", "java:jboss/infinispan/cache/forum/entries",
                        "cache-versions.jcache.cache", "forum",
                        "cache-versions.jcache.ttl", "PT3M",
                        "cache-versions.jcache.max-value", "7",
                        "cache-versions.jcache.compress-above", "8",
                        "cache-versions.jcache.secret", "another of sixteen",
                        "cache-versions.codec", "java",
                        "cache-versions.codec.java-classes", "org.forum.*, org.forum.Ban",
                        "cache-versions.lock-timeout", "PT2S",
                        "cache-versions.guard", "java:/Replica",
                        "cache-versions.auto-start", "TRUE",
                        "cache-versions.persistence-unit", "forum",
                        "cache-versions.table", "forum.\"Cache Versions\"",
                        "cache-versions.other-databases", "ignore",
                        "cache-versions.evict-other-entities", "false",
                        "cache-versions.filter", "manual",
                        "cache-versions.revision", "2026-11-29",
                        "cache-versions.verify", "0.25",
                        "cache-versions.trace", "TRUE",
                        "cache-versions.opentelemetry.spans", "true",
                        "cache-versions.enabled", "false",
                        "cache-versions.cache.b.a-n_s.ttl", "PT3S"))
                .isEqualTo(new Configuration(
                        new Coherence(Coherence.Mode.LEASED, Duration.ofSeconds(2)),
                        Configuration.Acknowledgements.AWAITED,
                        new HintSettings(
                                HintSettings.Channel.POSTGRESQL,
                                new Secret("jdbc:postgresql://db/forum"),
                                "ann",
                                new Secret("hunter2")),
                        RedisUri.parse("redis://cache:6379"),
                        Configuration.Store.LOCAL,
                        7,
                        Duration.ofMinutes(1),
                        new RedisSettings(
                                "forum:1",
                                Duration.ofMinutes(2),
                                Duration.ofMinutes(1),
                                536_870_912,
                                1,
                                Duration.ofMillis(100),
                                List.of(new Secret("sixteen letters!"), new Secret("seventeen letters"))),
                        new JCacheSettings(
                                "org.example.Provider",
                                java.net.URI.create("file:/etc/caches.xml"),
                                "java:jboss/infinispan/cache/forum/entries",
                                "forum",
                                Duration.ofMinutes(3),
                                7,
                                8,
                                List.of(new Secret("another of sixteen"))),
                        new CodecSettings(CodecSettings.Format.JAVA, List.of("org.forum.*", "org.forum.Ban")),
                        Duration.ofSeconds(2),
                        "java:/Replica",
                        Configuration.AutoStart.TRUE,
                        "forum",
                        new TableName("forum.\"Cache Versions\""),
                        Configuration.OtherDatabases.IGNORE,
                        false,
                        Configuration.FilterMapping.MANUAL,
                        "2026-11-29",
                        0.25,
                        true,
                        true,
                        false,
                        new TimesToLive(Map.of("b.a-n_s", Duration.ofSeconds(3)), Map.of())));
    }

    @Test
    void theAgeOfVersionsIsThatOfTheCoherence() {
        assertThat(of().coherence()).isEqualTo(Coherence.STRICT);
        assertThat(of("cache-versions.coherence", "bounded").coherence())
                .isEqualTo(new Coherence(Coherence.Mode.BOUNDED, Duration.ofSeconds(1)));
        assertThat(of("cache-versions.coherence", "bounded", "cache-versions.max-age", "PT3S")
                        .coherence())
                .isEqualTo(new Coherence(Coherence.Mode.BOUNDED, Duration.ofSeconds(3)));
        assertThat(of("cache-versions.coherence", "leased").coherence())
                .isEqualTo(new Coherence(Coherence.Mode.LEASED, Duration.ofMillis(500)));
    }

    @ParameterizedTest
    @CsvSource({
        "coherence, eventually",
        "max-age, PT0S",
        "lease, PT0.049S",
        "lease, PT60.001S",
        "lease-acknowledgements, true",
        "hints, carrier pigeon",
        "store, memcached",
        "local.max-weight, 0",
        "local.max-weight, many",
        "local.max-weight, 1.5",
        "local.max-weight, 91%",
        "local.max-weight, %",
        "local.ttl, 10",
        "local.ttl, PT0S",
        "redis.namespace, a b",
        "redis.namespace, a{b}",
        "redis.ttl, PT0.999S",
        "redis.timeout, PT1M1S",
        "redis.max-value, 536870913",
        "redis.compress-above, 0",
        "redis.lease, PT0.099S",
        "jcache.uri, a b",
        "jcache.ttl, PT0.5S",
        "jcache.max-value, 0",
        "codec, kryo",
        "codec.java-classes, *",
        "codec.java-classes, org.*",
        "codec.java-classes, org.forum.Ban;java.*",
        "lock-timeout, -PT1S",
        "lock-timeout, P1000000000000D",
        "auto-start, yes",
        "other-databases, forbid",
        "filter, false",
        "verify, 1.1",
        "verify, NaN",
        "verify, half",
        "enabled, 1",
        "cache.bans.ttl, PT",
        "cache.bans.ttl, ''",
    })
    void aBadValueIsNamedWithKeyValueSourceAndWhatIsAllowed(String key, String value) {
        assertThatThrownBy(() -> of("cache-versions." + key, value))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageStartingWith("CV0201")
                .hasMessageContaining("CV0203: cache-versions." + key + " = '" + value + "' in the test")
                .hasMessageContaining("Allowed: ");
    }

    @ParameterizedTest
    @CsvSource({"cohrence", "cache.ttl", "cache..ttl", "cache.bans", "cache.no name.ttl", "local", "''"})
    void anUnknownKeyIsReportedWithItsSourceAndKnownKeys(String key) {
        assertThatThrownBy(() -> of("cache-versions." + key, "hunter2"))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("CV0202: unknown key cache-versions." + key + " in the test")
                .hasMessageContaining("cache-versions.lock-timeout")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void allProblemsAreListedAtOnce() {
        assertThatThrownBy(() -> Configuration.of(List.of(
                        source("one", "cache-versions.enabled", "1", "cache-versions.colour", "red"),
                        source("two", "cache-versions.store", "disk", "cache-versions.local.max-weight", "-1"),
                        source("three", "cache-versions.cache.bans.ttl", "soon", "cache-versions.taste", "salt"))))
                .satisfies(e -> assertThat(e.getMessage().lines().skip(1))
                        .hasSize(6)
                        .allMatch(line -> line.startsWith("  - CV02"))
                        .anyMatch(line -> line.contains("cache-versions.colour in one"))
                        .anyMatch(line -> line.contains("cache-versions.taste in three"))
                        .anyMatch(line -> line.contains("cache-versions.store = 'disk' in two"))
                        .anyMatch(line -> line.contains("cache-versions.cache.bans.ttl = 'soon' in three")));
    }

    @Test
    void theFirstSourceWithAKeyWins() {
        ConfigurationSource first = source("first", "cache-versions.lock-timeout", "PT1S");
        ConfigurationSource second =
                source("second", "cache-versions.lock-timeout", "PT2S", "cache-versions.persistence-unit", "second");
        Configuration configuration = Configuration.of(List.of(first, second));
        assertThat(configuration.lockTimeout()).isEqualTo(Duration.ofSeconds(1));
        assertThat(configuration.persistenceUnit()).isEqualTo("second");
    }

    @Test
    void aBadValueInAnOverriddenSourceIsIgnored() {
        assertThat(Configuration.of(List.of(
                                source("first", "cache-versions.enabled", "false"),
                                source("second", "cache-versions.enabled", "perhaps")))
                        .enabled())
                .isFalse();
    }

    @Test
    void anEmptyValueIsTheDefault() {
        assertThat(of("cache-versions.lock-timeout", " ").lockTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(of("cache-versions.persistence-unit", "").persistenceUnit()).isNull();
    }

    @Test
    void foreignKeysAreIgnoredAndTheirValuesNeverPrinted() {
        assertThatThrownBy(() -> of("cache-versions.enabled", "1", "db.password", "hunter2"))
                .hasMessageNotContaining("hunter2")
                .hasMessageNotContaining("db.password");
        assertThat(of("db.password", "hunter2").toString()).doesNotContain("hunter2");
        assertThat(of("cache-versionsX", "hunter2")).isEqualTo(of());
    }

    @ParameterizedTest
    @CsvSource({
        "hints.url, jdbc:mysql://db/forum?password=hunter2",
        "redis.uri, http://ann:hunter2@cache",
        "redis.uri, redis://ann:hunter2@ca che",
        "redis.secret, hunter2",
        "jcache.secret, 'hunter2 and hunter2,hunter2'",
    })
    void invalidSecretsAreNotPrinted(String key, String value) {
        assertThatThrownBy(() -> of("cache-versions." + key, value))
                .hasMessageContaining("CV0203: cache-versions." + key + " = '(not shown)' in the test")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void secretsAreNotPrintedWithTheConfiguration() {
        assertThat(of(
                                "cache-versions.hints.url", "jdbc:postgresql://db/forum?password=hunter2",
                                "cache-versions.hints.password", "hunter2",
                                "cache-versions.redis.uri", "redis://ann:hunter2@cache",
                                "cache-versions.redis.secret", "the longer hunter2",
                                "cache-versions.jcache.secret", "the longer hunter2")
                        .toString())
                .doesNotContain("hunter2");
    }

    @Test
    void environmentVariablesAreKeysInUpperCase() {
        ConfigurationSource environment = ConfigurationSource.environment(Map.of(
                "CACHE_VERSIONS_LOCK_TIMEOUT", "PT3S", "CACHE_VERSIONS_LOCAL_MAX_WEIGHT", "9", "PATH", "/somewhere"));
        Configuration configuration = Configuration.of(List.of(environment));
        assertThat(configuration.lockTimeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(configuration.localMaxWeight()).isEqualTo(9);
    }

    @Test
    void aBadValueOfAVariableNamesItsKey() {
        assertThatThrownBy(() -> environment("CACHE_VERSIONS_ENABLED", "1"))
                .hasMessageContaining("CV0203: cache-versions.enabled = '1' in the environment");
        assertThatThrownBy(() -> environment("CACHE_VERSIONS_CACHE_BANS_TTL", "soon"))
                .hasMessageContaining("CV0203: CACHE_VERSIONS_CACHE_BANS_TTL = 'soon' in the environment");
    }

    private static Configuration environment(String... variablesAndValues) {
        Map<String, String> variables = new TreeMap<>();
        for (int i = 0; i < variablesAndValues.length; i += 2) {
            variables.put(variablesAndValues[i], variablesAndValues[i + 1]);
        }
        return Configuration.of(List.of(ConfigurationSource.environment(variables)));
    }

    /** Those of the console, and those that Kubernetes sets for services called cache-versions and cache-versions-redis. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "CACHE_VERSIONS_URL",
                "CACHE_VERSIONS_USER",
                "CACHE_VERSIONS_PASSWORD",
                "CACHE_VERSIONS_REDIS_USER",
                "CACHE_VERSIONS_REDIS_PASSWORD",
                "CACHE_VERSIONS_SERVICE_HOST",
                "CACHE_VERSIONS_SERVICE_PORT",
                "CACHE_VERSIONS_SERVICE_PORT_HTTP",
                "CACHE_VERSIONS_PORT",
                "CACHE_VERSIONS_PORT_8080_TCP",
                "CACHE_VERSIONS_PORT_8080_TCP_PROTO",
                "CACHE_VERSIONS_PORT_8080_TCP_ADDR",
                "CACHE_VERSIONS_REDIS_SERVICE_HOST",
                "CACHE_VERSIONS_REDIS_PORT",
                "CACHE_VERSIONS_COLOUR",
                "CACHE_VERSIONS_",
                "CACHE_VERSIONS"
            })
    void variablesOfNoKeyAreIgnored(String variable) {
        try (LogCapture log = new LogCapture()) {
            assertThat(environment(variable, "hunter2")).isEqualTo(of());
            assertThat(log.messages()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "CACHE_VERSIONS_LOCK_TIMEOUTS, lock-timeout",
        "CACHE_VERSIONS_LOCKTIMEOUT, lock-timeout",
        "CACHE_VERSIONS_COHRENCE, coherence",
        "CACHE_VERSIONS_STOR, store",
        "CACHE_VERSIONS_REDIS_URL, redis.uri",
        "CACHE_VERSIONS_MAX_WEIGHT, local.max-weight",
        "cache_versions_lock_timeout, lock-timeout",
        "CACHE-VERSIONS-ENABLED, enabled",
        "cache-versions.enabled, enabled",
    })
    void aMisspeltVariableIsReportedInOneLine(String variable, String key) {
        try (LogCapture log = new LogCapture()) {
            assertThat(environment(variable, "hunter2")).isEqualTo(of());
            assertThat(log.messages()).singleElement().satisfies(line -> assertThat(line)
                    .startsWith("CV0221: the environment variable " + variable + " is not a setting")
                    .contains("meant to set cache-versions." + key + ",")
                    .doesNotContain("hunter2"));
        }
    }

    @Test
    void aVariableMatchesTheNamesOfCachesThatTheApplicationUses() {
        Configuration configuration = environment(
                "CACHE_VERSIONS_CACHE_BANS_TTL", "PT3S",
                "CACHE_VERSIONS_CACHE_BANS_OF_USER_TTL", "PT4S",
                "CACHE_VERSIONS_CACHE_EMPTY_TTL", "");
        assertThat(configuration.timeToLiveOf(List.of("bans"))).isEqualTo(Duration.ofSeconds(3));
        assertThat(configuration.timeToLiveOf(List.of("Bans"))).isEqualTo(Duration.ofSeconds(3));
        for (String name : List.of("bans-of-user", "bans.of.user", "bans_of_user", "bans_Of-User")) {
            assertThat(configuration.timeToLiveOf(List.of(name))).isEqualTo(Duration.ofSeconds(4));
        }
        assertThat(configuration.timeToLiveOf(List.of("bansOfUser", "posts", "empty")))
                .isNull();
    }

    @Test
    void aVariableOfACacheTakesItsPlaceAmongTheSources() {
        ConfigurationSource variable = ConfigurationSource.environment(Map.of("CACHE_VERSIONS_CACHE_BANS_TTL", "PT3S"));
        ConfigurationSource key = source("the test", "cache-versions.cache.bans.ttl", "PT5S");
        assertThat(Configuration.of(List.of(variable, key)).timeToLiveOf(List.of("bans")))
                .isEqualTo(Duration.ofSeconds(3));
        assertThat(Configuration.of(List.of(key, variable)).timeToLiveOf(List.of("bans")))
                .isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void systemPropertiesAreNamedAsTheSource() {
        System.setProperty("cache-versions.colour", "red");
        try {
            assertThatThrownBy(() -> Configuration.of(List.of(ConfigurationSource.systemProperties())))
                    .hasMessageContaining("unknown key cache-versions.colour in the system properties");
        } finally {
            System.clearProperty("cache-versions.colour");
        }
    }

    @Test
    void theShortestTimeToLiveOfSeveralCachesApplies() {
        Configuration configuration = of("cache-versions.cache.a.ttl", "PT3S", "cache-versions.cache.b.ttl", "PT2S");
        assertThat(configuration.timeToLiveOf(List.of("a", "b", "c"))).isEqualTo(Duration.ofSeconds(2));
        assertThat(configuration.timeToLiveOf(List.of("b", "a"))).isEqualTo(Duration.ofSeconds(2));
        assertThat(configuration.timeToLiveOf(List.of("c"))).isNull();
    }

    /** The table in README.md matches the code. */
    @Test
    void readmeListsEveryKeyWithItsDefault() throws IOException {
        Pattern row = Pattern.compile("\\| `(cache-versions\\.[^`]+)` \\| (?:`([^`]*)`)? ?\\| .+ \\|");
        List<String> documented = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of("README.md"))) {
            Matcher matcher = row.matcher(line);
            if (matcher.matches()) {
                documented.add(matcher.group(1) + "=" + (matcher.group(2) == null ? "" : matcher.group(2)));
            }
        }
        List<String> expected = new ArrayList<>();
        Configuration.KEYS.forEach(key -> expected.add(key.name() + "=" + key.byDefault()));
        expected.add("cache-versions.cache.<name>.ttl=");
        assertThat(documented).containsExactlyElementsOf(expected);
    }

    /** Editors show the keys of this file, with their meanings. */
    @Test
    void editorsFindEveryKeyWithItsDefault() throws IOException {
        List<String> described = new ArrayList<>();
        for (JsonNode property : new ObjectMapper()
                .readTree(Path.of("src/main/resources/META-INF/spring-configuration-metadata.json")
                        .toFile())
                .get("properties")) {
            described.add(property.get("name").asText() + "="
                    + property.path("defaultValue").asText());
            assertThat(property.get("description").asText()).endsWith(".");
        }
        List<String> expected = new ArrayList<>();
        Configuration.KEYS.forEach(key -> expected.add(key.name() + "=" + key.byDefault()));
        assertThat(described).containsExactlyElementsOf(expected);
    }
}
