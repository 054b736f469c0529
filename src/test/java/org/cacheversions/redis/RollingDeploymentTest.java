package org.cacheversions.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.UUID;
import org.cacheversions.databases.RedisProcess;
import org.cacheversions.docs.Compiled;
import org.cacheversions.node.LogCapture;
import org.cacheversions.node.TestNode;
import org.cacheversions.node.Unit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Jedis;

/** Nodes of two versions of an application share one Redis; a class has another shape in each version. */
class RollingDeploymentTest {

    private static final String BEAN = "rolling.Notices";

    private static RedisProcess redis;

    private final String database = UUID.randomUUID().toString();

    @TempDir
    Path folder;

    @BeforeAll
    static void startRedis() {
        redis = new RedisProcess();
    }

    @AfterAll
    static void stopRedis() {
        redis.close();
    }

    private Class<?> version(String name, String components, String arguments) throws Exception {
        String source = """
                package rolling;

                @jakarta.enterprise.context.ApplicationScoped
                public class Notices {

                    public record Notice(%s) {}

                    private int loads;

                    @org.cacheversions.VersionedCache("notices")
                    public java.util.List<Notice> of(long user) {
                        loads++;
                        return java.util.List.of(new Notice(%s));
                    }

                    public int loads() {
                        return loads;
                    }
                }
                """.formatted(components, arguments);
        return new Compiled(folder.resolve(name)).add(BEAN, source).loader().loadClass(BEAN);
    }

    private Node node(String store, Class<?> bean) {
        Thread thread = Thread.currentThread();
        ClassLoader previous = thread.getContextClassLoader();
        thread.setContextClassLoader(bean.getClassLoader());
        try {
            return new Node(TestNode.start(Unit.ECLIPSELINK_LOCAL, database, redis.settings(store), bean), bean);
        } finally {
            thread.setContextClassLoader(previous);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"redis", "near"})
    void eachShapeHasItsOwnEntries(String store) throws Exception {
        Class<?> before = version("before", "String text", "\"text\"");
        Class<?> after = version("after", "String text, int stars", "\"text\", 5");
        try (LogCapture log = new LogCapture();
                Node old = node(store, before);
                Node young = node(store, after);
                Node alsoOld = node(store, before);
                Node alsoYoung = node(store, after);
                Jedis client = redis.client()) {
            client.flushAll();
            for (int i = 0; i < 2; i++) {
                assertThat(old.notices()).hasToString("[Notice[text=text]]");
                assertThat(young.notices()).hasToString("[Notice[text=text, stars=5]]");
                assertThat(alsoOld.notices()).hasToString("[Notice[text=text]]");
                assertThat(alsoYoung.notices()).hasToString("[Notice[text=text, stars=5]]");
            }
            assertThat(old.loads()).isEqualTo(1);
            assertThat(young.loads()).isEqualTo(1);
            assertThat(alsoOld.loads()).as("it uses entries of its own version").isZero();
            assertThat(alsoYoung.loads()).isZero();
            assertThat(client.dbSize()).isEqualTo(2);
            assertThat(log.warnings()).noneMatch(line -> line.startsWith("CV05"));
        }
    }

    private record Node(TestNode node, Class<?> bean) implements AutoCloseable {

        Object notices() {
            return node.request(() -> bean.getMethod("of", long.class).invoke(node.bean(bean), 7L));
        }

        int loads() throws ReflectiveOperationException {
            return (int) bean.getMethod("loads").invoke(node.bean(bean));
        }

        @Override
        public void close() {
            node.close();
        }
    }
}
