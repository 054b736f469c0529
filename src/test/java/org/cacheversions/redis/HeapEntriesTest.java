package org.cacheversions.redis;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.cacheversions.Cache;
import org.cacheversions.CacheName;
import org.cacheversions.VersionedCache;
import org.cacheversions.databases.RedisProcess;
import org.cacheversions.node.LogCapture;
import org.cacheversions.node.TestNode;
import org.cacheversions.node.Unit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Jedis;

/** Types, values and arguments that can't leave the node are reported once, but still cached on it. */
class HeapEntriesTest {

    private static RedisProcess redis;

    @BeforeAll
    static void startRedis() {
        redis = new RedisProcess();
    }

    @AfterAll
    static void stopRedis() {
        redis.close();
    }

    /** Can be a key on the heap only, since the library cannot know what its {@code equals} compares. */
    public static final class Word {

        private final String text;

        Word(String text) {
            this.text = text;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Word that && text.equals(that.text);
        }

        @Override
        public int hashCode() {
            return text.hashCode();
        }
    }

    @ApplicationScoped
    public static class Service {

        @Inject
        @CacheName("injected")
        Cache cache;

        private final AtomicInteger loads = new AtomicInteger();

        @VersionedCache("a")
        public Object type() {
            return loads.incrementAndGet();
        }

        @VersionedCache("a")
        public double value(int number) {
            loads.incrementAndGet();
            return number == 0 ? Double.NaN : number;
        }

        @VersionedCache("a")
        public String argument(Word word) {
            loads.incrementAndGet();
            return word.text;
        }

        @VersionedCache("a")
        public String large(int length) {
            loads.incrementAndGet();
            return "x".repeat(length);
        }

        public int loads() {
            return loads.get();
        }

        public String injected() {
            return cache.get("key", () -> "computed " + loads.incrementAndGet());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"redis", "near"})
    void areCachedOnTheNode(String store) {
        Map<String, String> configuration = redis.settings(store);
        configuration.put("cache-versions.redis.max-value", "1000");
        try (LogCapture log = new LogCapture();
                TestNode node = TestNode.start(
                        Unit.ECLIPSELINK_LOCAL, UUID.randomUUID().toString(), configuration, Service.class);
                Jedis client = redis.client()) {
            client.flushAll();
            Service service = node.bean(Service.class);
            Word word = new Word("text");
            for (int i = 0; i < 3; i++) {
                assertThat(node.request(service::type)).isEqualTo(1);
                assertThat(node.request(() -> service.value(0))).isNaN();
                assertThat(node.request(() -> service.argument(word))).isEqualTo("text");
                assertThat(node.request(service::injected)).isEqualTo("computed 4");
            }
            assertThat(service.loads()).isEqualTo(4);
            assertThat(client.dbSize()).isZero();
            assertThat(log.warnings())
                    .filteredOn(line -> line.startsWith("CV0504"))
                    .hasSize(2)
                    .anySatisfy(line -> assertThat(line).contains(Service.class.getName() + ".type()"))
                    .anySatisfy(line -> assertThat(line).contains("Cache[injected]"));
            assertThat(log.warnings())
                    .filteredOn(line -> line.startsWith("CV0505"))
                    .singleElement()
                    .asString()
                    .contains(Service.class.getName() + ".value(int)");
            assertThat(log.warnings())
                    .filteredOn(line -> line.startsWith("CV0506"))
                    .singleElement()
                    .asString()
                    .contains("Word)", "Word, which");

            node.invalidator().invalidate("a");
            assertThat(node.request(service::type)).isEqualTo(5);

            node.request(() -> service.large(998));
            node.request(() -> service.large(998));
            assertThat(client.dbSize()).isZero();
            assertThat(log.warnings())
                    .filteredOn(line -> line.startsWith("CV0508"))
                    .hasSize(1);
            node.request(() -> service.large(996));
            assertThat(client.dbSize()).isEqualTo(1);
        }
    }
}
