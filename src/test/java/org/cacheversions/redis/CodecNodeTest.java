package org.cacheversions.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.cacheversions.VersionedCache;
import org.cacheversions.databases.RedisProcess;
import org.cacheversions.node.LogCapture;
import org.cacheversions.node.TestNode;
import org.cacheversions.node.Unit;
import org.cacheversions.spi.ValueCodec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import redis.clients.jedis.Jedis;

/** Nodes that share entries in a real Redis, with each codec. */
class CodecNodeTest {

    private static final String CODEC = "cache-versions.codec";
    private static final String JAVA_CLASSES = "cache-versions.codec.java-classes";

    private static RedisProcess redis;

    private final String database = UUID.randomUUID().toString();

    @BeforeAll
    static void startRedis() {
        redis = new RedisProcess();
    }

    @AfterAll
    static void stopRedis() {
        redis.close();
    }

    private TestNode node(Map<String, String> settings, Class<?>... beans) {
        Map<String, String> configuration = redis.settings("redis");
        configuration.putAll(settings);
        configuration.put("cache-versions.redis.namespace", database);
        return TestNode.start(
                Unit.ECLIPSELINK_LOCAL,
                database,
                configuration,
                Stream.concat(Stream.of(BanService.class, Guarded.class), Arrays.stream(beans))
                        .toArray(Class<?>[]::new));
    }

    /** A codec of the application: its own Jackson, and a mark by which the test recognizes the bytes. */
    @ApplicationScoped
    public static class OwnCodec implements ValueCodec {

        private static final String MARK = "own:";

        private final JsonMapper mapper = JsonMapper.builder()
                .addModules(new Jdk8Module(), new JavaTimeModule())
                .build();

        @Override
        public Format of(Type type) {
            JavaType resolved = mapper.constructType(type);
            return new Format() {

                @Override
                public String fingerprint() {
                    return MARK + resolved.toCanonical();
                }

                @Override
                public byte[] encode(@Nullable Object value) {
                    try {
                        return (MARK + mapper.writerFor(resolved).writeValueAsString(value))
                                .getBytes(StandardCharsets.UTF_8);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }

                @Override
                public @Nullable Object decode(byte[] bytes) {
                    String text = new String(bytes, StandardCharsets.UTF_8);
                    assertThat(text).startsWith(MARK);
                    try {
                        return mapper.readerFor(resolved).readValue(text.substring(MARK.length()));
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }
            };
        }
    }

    static List<Arguments> codecs() {
        Class<?>[] none = {};
        Class<?>[] own = {OwnCodec.class};
        String ban = BanService.Ban.class.getName();
        return List.of(
                Arguments.of("JSON-B", Map.of(), none, "[{\"notes\":"),
                Arguments.of("CBOR", Map.of(CODEC, "cbor"), none, "fuserId\u0007"),
                Arguments.of("Java", Map.of(CODEC, "java", JAVA_CLASSES, ban), none, "\u00AC\u00ED\u0000\u0005"),
                Arguments.of("a bean", Map.of(), own, "own:{\"userId\":7"),
                Arguments.of("a bean before what is configured", Map.of(CODEC, "cbor"), own, "own:{\"userId\":7"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("codecs")
    void nodesShareEntries(String name, Map<String, String> settings, Class<?>[] beans, String inTheBytes) {
        try (LogCapture log = new LogCapture();
                TestNode one = node(settings, beans);
                TestNode two = node(settings, beans)) {
            BanService first = one.bean(BanService.class);
            BanService second = two.bean(BanService.class);
            Object computed = one.request(() -> first.find(7));
            assertThat(two.request(() -> second.find(7))).isEqualTo(computed).isNotSameAs(computed);
            assertThat(one.request(() -> first.find(7))).isEqualTo(computed);
            assertThat(first.loads()).isEqualTo(1);
            assertThat(second.loads()).isZero();
            assertThat(stored()).singleElement().asString().contains(inTheBytes);

            one.invalidator().invalidate("bans");
            two.request(() -> second.find(7));
            assertThat(second.loads()).isEqualTo(1);
            assertThat(log.messages()).noneMatch(message -> message.contains("CV05"));
        }
    }

    private List<String> stored() {
        try (Jedis client = redis.client()) {
            return client.keys(database + ":*").stream()
                    .map(key ->
                            new String(client.get(key.getBytes(StandardCharsets.UTF_8)), StandardCharsets.ISO_8859_1))
                    .toList();
        }
    }

    @Test
    void nodesWithDifferentCodecsDoNotShareEntries() {
        try (LogCapture log = new LogCapture();
                TestNode json = node(Map.of());
                TestNode cbor = node(Map.of(CODEC, "cbor"))) {
            BanService first = json.bean(BanService.class);
            BanService second = cbor.bean(BanService.class);
            Object computed = json.request(() -> first.find(7));
            assertThat(cbor.request(() -> second.find(7))).isEqualTo(computed);
            assertThat(second.loads()).isEqualTo(1);
            assertThat(stored()).hasSize(2);
            assertThat(log.messages()).noneMatch(message -> message.contains("CV05"));
        }
    }

    @Test
    void javaCodecWithoutClassesFailsTheDeployment() {
        assertThatThrownBy(() -> node(Map.of(CODEC, "java")).close())
                .hasStackTraceContaining("CV0217")
                .hasStackTraceContaining(JAVA_CLASSES);
    }

    @Test
    void foreignBytesAreAMissAndAreReplaced() {
        Map<String, String> settings = Map.of(CODEC, "cbor");
        try (LogCapture log = new LogCapture();
                TestNode one = node(settings);
                TestNode two = node(settings);
                Jedis client = redis.client()) {
            BanService first = one.bean(BanService.class);
            BanService second = two.bean(BanService.class);
            Object computed = one.request(() -> first.find(7));
            byte[] key = client.keys(database + ":*").iterator().next().getBytes(StandardCharsets.UTF_8);
            byte[] good = client.get(key);
            client.set(key, Arrays.copyOf(good, good.length + 1));
            assertThat(two.request(() -> second.find(7))).isEqualTo(computed);
            assertThat(second.loads()).isEqualTo(1);
            assertThat(client.get(key)).isEqualTo(good);
            assertThat(log.messages()).anyMatch(message -> message.contains("CV0507"));
        }
    }

    /** Its values have content that Jackson would not write. */
    @ApplicationScoped
    public static class Guarded {

        public static class Account {
            public String name = "";

            @JsonIgnore
            public String password = "";
        }

        private final AtomicInteger loads = new AtomicInteger();

        @VersionedCache("accounts")
        public Account find() {
            loads.incrementAndGet();
            return new Account();
        }

        public int loads() {
            return loads.get();
        }
    }

    @Test
    void valuesOfAnUnsupportedTypeStayOnTheirNode() {
        Map<String, String> settings = Map.of(CODEC, "cbor");
        try (LogCapture log = new LogCapture();
                TestNode one = node(settings);
                TestNode two = node(settings)) {
            Guarded first = one.bean(Guarded.class);
            Guarded second = two.bean(Guarded.class);
            for (int i = 0; i < 2; i++) {
                one.request(first::find);
                two.request(second::find);
            }
            assertThat(first.loads()).isEqualTo(1);
            assertThat(second.loads()).isEqualTo(1);
            assertThat(stored()).isEmpty();
            assertThat(log.messages())
                    .anyMatch(message -> message.contains("CV0504") && message.contains("Account.password"));
        }
    }
}
