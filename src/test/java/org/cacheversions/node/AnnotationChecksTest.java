package org.cacheversions.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.ConversationScoped;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.context.SessionScoped;
import jakarta.inject.Inject;
import java.io.Serializable;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.cacheversions.CacheKey;
import org.cacheversions.CacheKeyGenerator;
import org.cacheversions.InvalidatesCache;
import org.cacheversions.VersionedCache;
import org.cacheversions.testing.InMemoryVersions;
import org.junit.jupiter.api.Test;

/** Annotations that cannot work as written are reported at deployment. */
class AnnotationChecksTest {

    private static Throwable starting(Class<?>... beans) {
        return catchThrowable(() -> Cdi.start(
                        Map.of(),
                        Stream.concat(Stream.of(InMemoryVersions.class), Arrays.stream(beans))
                                .toArray(Class<?>[]::new))
                .close());
    }

    private static List<String> warningsOf(String code, Class<?>... beans) {
        try (LogCapture log = new LogCapture()) {
            assertThat(starting(beans)).isNull();
            return log.warnings().stream()
                    .filter(message -> message.startsWith(code))
                    .toList();
        }
    }

    @Test
    void aMethodThatIsCachedAndInvalidatesFailsTheDeployment() {
        assertThat(starting(Both.class, CachedClass.class, InvalidatingClass.class))
                .hasStackTraceContaining("CV0231")
                .hasStackTraceContaining("Both.both()")
                .hasStackTraceContaining("CachedClass.rename(java.lang.String)")
                .hasStackTraceContaining("InvalidatingClass.find()");
    }

    @Test
    void aClassMayCacheAndItsVoidMethodsInvalidate() {
        assertThat(starting(CachedReader.class)).isNull();
    }

    @Test
    void cachedMethodsOfBeansForOneUserCauseAWarning() {
        assertThat(warningsOf("CV0232", Account.class, Wizard.class, RequestState.class))
                .hasSize(3)
                .anyMatch(message -> message.contains("Account.orders()") && message.contains("@SessionScoped"))
                .anyMatch(message -> message.contains("Wizard.step(int)") && message.contains("@ConversationScoped"))
                .anyMatch(message -> message.contains("RequestState.name()") && message.contains("field 'user'"))
                .allMatch(message -> message.contains("@CacheKey") && message.contains("key generator"));
    }

    @Test
    void beansWithoutOwnStateCauseNoWarning() {
        assertThat(warningsOf(
                        "CV0232",
                        Account.class,
                        KeyedAccount.class,
                        Service.class,
                        Injected.class,
                        ByConstructor.class))
                .hasSize(1);
    }

    @Test
    void aMethodThatInvalidatesAndReturnsAFutureFailsTheDeployment() {
        assertThat(starting(Futures.class))
                .hasStackTraceContaining("CV0233")
                .hasStackTraceContaining("Futures.plain()")
                .hasStackTraceContaining("Futures.task()")
                .hasStackTraceContaining("Futures.publisher()");
    }

    @ApplicationScoped
    static class Futures {
        @InvalidatesCache("bans")
        Future<String> plain() {
            return new CompletableFuture<>();
        }

        @InvalidatesCache("bans")
        FutureTask<String> task() {
            return new FutureTask<>(() -> "done");
        }

        @InvalidatesCache("bans")
        SubmissionPublisher<String> publisher() {
            return new SubmissionPublisher<>();
        }

        @InvalidatesCache("bans")
        CompletionStage<String> stage() {
            return new CompletableFuture<>();
        }
    }

    @ApplicationScoped
    static class Both {
        @VersionedCache("bans")
        @InvalidatesCache("bans")
        int both() {
            return 1;
        }
    }

    @ApplicationScoped
    @VersionedCache("bans")
    static class CachedClass {
        int count() {
            return 1;
        }

        @InvalidatesCache("others")
        int rename(String name) {
            return 1;
        }
    }

    @ApplicationScoped
    @InvalidatesCache("bans")
    static class InvalidatingClass {
        @VersionedCache("bans")
        int find() {
            return 1;
        }
    }

    @ApplicationScoped
    @VersionedCache("bans")
    static class CachedReader {
        int count() {
            return 1;
        }

        @InvalidatesCache("bans")
        void rename(String name) {}
    }

    @SessionScoped
    static class Account implements Serializable {
        @VersionedCache("orders")
        int orders() {
            return 1;
        }
    }

    @ConversationScoped
    static class Wizard implements Serializable {
        @VersionedCache("orders")
        int step(int number) {
            return number;
        }
    }

    @RequestScoped
    static class RequestState {
        static final int SHARED = 1;

        private String user = "none";

        @VersionedCache("orders")
        String name() {
            return user;
        }
    }

    @SessionScoped
    static class KeyedAccount implements Serializable {
        private final AtomicInteger calls = new AtomicInteger();

        @VersionedCache("orders")
        int orders(@CacheKey long account, String unused) {
            return calls.incrementAndGet();
        }

        @VersionedCache(value = "orders", keyGenerator = Generator.class)
        int orders() {
            return calls.incrementAndGet();
        }
    }

    static class Generator implements CacheKeyGenerator {
        @Override
        public Object generate(Method method, Object[] arguments) {
            return "user";
        }
    }

    @ApplicationScoped
    static class Service {}

    @RequestScoped
    static class Injected {
        @Inject
        Service service;

        @VersionedCache("orders")
        int orders() {
            return 1;
        }
    }

    @RequestScoped
    static class ByConstructor {
        private final Service service;

        /** For the proxy. */
        ByConstructor() {
            this(null);
        }

        @Inject
        ByConstructor(Service service) {
            this.service = service;
        }

        @VersionedCache("orders")
        int orders() {
            return 1;
        }
    }
}
