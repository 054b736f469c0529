package org.cacheversions.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.cacheversions.VersionedCache;
import org.junit.jupiter.api.Test;

/** The options for the lifetime of entries, as an application uses them. */
class LifetimeTest {

    private static TestNode start(Class<?>... beans) {
        return TestNode.start(Unit.HIBERNATE_JTA, beans);
    }

    @Test
    void refreshAheadHasItsOwnThreadRequestScopeAndTransaction() {
        try (TestNode node = start(Eager.class, Visit.class)) {
            Eager eager = node.bean(Eager.class);
            String first = eager.request(node);
            assertThat(first).isEqualTo("x 1 of " + Thread.currentThread().getName() + " in a transaction");
            Awaitility.await().until(() -> !eager.request(node).equals(first));
            assertThat(eager.request(node)).endsWith(" of cache-versions in a transaction");
        }
    }

    @Test
    void refreshThreadsEndWithTheApplication() {
        try (TestNode node = start(Eager.class, Visit.class)) {
            Eager eager = node.bean(Eager.class);
            String first = eager.request(node);
            Awaitility.await().until(() -> !eager.request(node).equals(first));
        }
        Awaitility.await().until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("cache-versions")));
    }

    @Test
    void aStaleValueIsServedIfTheMethodThrows() {
        try (TestNode node = start(Patient.class)) {
            Patient patient = node.bean(Patient.class);
            assertThat(node.request(patient::patient)).isEqualTo("value");
            assertThat(node.request(patient::strict)).isEqualTo("value");
            node.invalidator().invalidate("patient");
            patient.fail();
            assertThat(node.request(patient::patient)).isEqualTo("value");
            assertThatThrownBy(() -> node.request(patient::strict)).hasMessage("on purpose");
        }
    }

    @Test
    void unsupportedSettingsFailTheDeployment() {
        assertThat(catchThrowable(() -> start(Mistaken.class).close()))
                .hasStackTraceContaining("CV0212: staleOnError is set at " + Mistaken.class.getName() + ".stage()")
                .hasStackTraceContaining("CV0212: refreshAhead is set at " + Mistaken.class.getName() + ".stage()")
                .hasStackTraceContaining("CV0213: refreshAhead = 'PT1M' at " + Mistaken.class.getName()
                        + ".unlimited() is not shorter than the time to live of its entries, which is not limited")
                .hasStackTraceContaining("CV0213: refreshAhead = 'PT10M' at " + Mistaken.class.getName() + ".tooLong()")
                .hasStackTraceContaining("CV0214: refreshAhead is set at " + Mistaken.class.getName() + ".array(");
        assertThat(catchThrowable(() -> start(Malformed.class).close()))
                .hasStackTraceContaining("CV0205: staleOnError = 'ever'")
                .hasStackTraceContaining("CV0205: refreshAhead = '0'");
    }

    @Test
    void refreshAheadOfAShortLivedBeanFailsTheDeployment() {
        for (Class<?> bean : List.of(OfRequest.class, OfWhoeverInjectsIt.class)) {
            assertThat(catchThrowable(() -> start(bean).close()))
                    .hasStackTraceContaining("CV0219: refreshAhead is set at " + bean.getName() + ".call()");
        }
        assertThat(catchThrowable(() -> start(OfAll.class).close())).isNull();
    }

    @Test
    void theTimeToLiveMayBeConfigured() {
        Map<String, String> configuration =
                Map.of("cache-versions.auto-start", "true", "cache-versions.cache.mistaken.ttl", "PT11M");
        assertThat(catchThrowable(() -> TestNode.start(Unit.HIBERNATE_JTA, configuration, Unlimited.class)
                        .close()))
                .isNull();
    }

    @RequestScoped
    static class Visit {
        String thread() {
            return Thread.currentThread().getName();
        }
    }

    @ApplicationScoped
    static class Eager {
        private final AtomicInteger calls = new AtomicInteger();

        @Inject
        Visit visit;

        @Inject
        Instance<Eager> self;

        @ActivateRequestContext
        String request(TestNode node) {
            return node.request(() -> self.get().call("x"));
        }

        @Transactional
        @VersionedCache(value = "eager", ttl = "PT1H", refreshAhead = "PT59M59.999S")
        public String call(String name) throws Exception {
            String transaction = TestNode.transactionManager().getTransaction() == null ? "" : " in a transaction";
            return name + " " + calls.incrementAndGet() + " of " + visit.thread() + transaction;
        }
    }

    @ApplicationScoped
    static class Patient {
        private volatile boolean fails;

        void fail() {
            fails = true;
        }

        @VersionedCache(value = "patient", staleOnError = "PT1H")
        public String patient() {
            return strict();
        }

        @VersionedCache("patient")
        public String strict() {
            if (fails) {
                throw new IllegalStateException("on purpose");
            }
            return "value";
        }
    }

    @ApplicationScoped
    static class Mistaken {

        @VersionedCache(value = "mistaken", ttl = "PT10M", staleOnError = "PT1M", refreshAhead = "PT1M")
        public CompletionStage<String> stage() {
            throw new AssertionError();
        }

        @VersionedCache(value = "mistaken", refreshAhead = "PT1M")
        public String unlimited() {
            throw new AssertionError();
        }

        @VersionedCache(value = "mistaken", ttl = "PT10M", refreshAhead = "PT10M")
        public String tooLong() {
            throw new AssertionError();
        }

        @VersionedCache(value = "mistaken", ttl = "PT10M", refreshAhead = "PT1M")
        public String array(List<String> names, int[] numbers) {
            throw new AssertionError();
        }
    }

    @RequestScoped
    static class OfRequest {

        @VersionedCache(value = "passing", ttl = "PT10M", refreshAhead = "PT1M")
        public String call() {
            throw new AssertionError();
        }
    }

    @Dependent
    static class OfWhoeverInjectsIt {

        @VersionedCache(value = "passing", ttl = "PT10M", refreshAhead = "PT1M")
        public String call() {
            throw new AssertionError();
        }
    }

    @Singleton
    static class OfAll {

        @VersionedCache(value = "passing", ttl = "PT10M", refreshAhead = "PT1M")
        public String call() {
            throw new AssertionError();
        }
    }

    @ApplicationScoped
    static class Malformed {

        @VersionedCache(value = "mistaken", staleOnError = "ever", refreshAhead = "0")
        public String malformed() {
            throw new AssertionError();
        }
    }

    @ApplicationScoped
    static class Unlimited {

        @VersionedCache(value = "mistaken", refreshAhead = "PT10M")
        public String unlimited() {
            throw new AssertionError();
        }
    }
}
