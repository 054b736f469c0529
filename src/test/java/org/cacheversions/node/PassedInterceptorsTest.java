package org.cacheversions.node;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.annotation.Priority;
import jakarta.decorator.Decorator;
import jakarta.decorator.Delegate;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InterceptorBinding;
import jakarta.interceptor.InvocationContext;
import jakarta.transaction.Transactional;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.cacheversions.VersionedCache;
import org.cacheversions.testing.InMemoryVersions;
import org.junit.jupiter.api.Test;

/** Interceptors and decorators that a hit skips are named at deployment. */
class PassedInterceptorsTest {

    private static List<String> warnings(Class<?>... beans) {
        try (LogCapture log = new LogCapture()) {
            Cdi.start(
                            Map.of(),
                            Stream.concat(
                                            Stream.of(
                                                    InMemoryVersions.class,
                                                    LateGuard.class,
                                                    EarlyGuard.class,
                                                    Checked.class),
                                            Arrays.stream(beans))
                                    .toArray(Class<?>[]::new))
                    .close();
            return log.warnings().stream()
                    .filter(message -> message.startsWith("CV0241"))
                    .toList();
        }
    }

    @Test
    void namesBeanMethodInterceptorAndPriorityOncePerBean() {
        assertThat(warnings(Ledger.class))
                .singleElement()
                .asString()
                .contains(Ledger.class.getName())
                .contains("entries: " + LateGuard.class.getName() + " (priority 1000)")
                .contains("total: " + LateGuard.class.getName() + " (priority 1000)")
                .doesNotContain("EarlyGuard")
                .doesNotContain("accepted")
                .doesNotContain("Transactional");
    }

    @Test
    void namesDecoratorsAndTheBeansOwnInterceptor() {
        assertThat(warnings(Decorated.class, Own.class))
                .hasSize(2)
                .anyMatch(message -> message.contains("find: " + Checked.class.getName() + " (decorator)"))
                .anyMatch(message -> message.contains("find: " + Own.class.getName() + " (@AroundInvoke"));
    }

    @Test
    void beansWhoseHitsSkipNothingAreNotNamed() {
        assertThat(warnings(Open.class)).isEmpty();
    }

    @InterceptorBinding
    @Retention(RetentionPolicy.RUNTIME)
    @interface AdminOnly {}

    @InterceptorBinding
    @Retention(RetentionPolicy.RUNTIME)
    @interface EarlyAdminOnly {}

    @AdminOnly
    @Interceptor
    @Priority(Interceptor.Priority.LIBRARY_BEFORE)
    static class LateGuard {
        @AroundInvoke
        Object check(InvocationContext invocation) throws Exception {
            return invocation.proceed();
        }
    }

    @EarlyAdminOnly
    @Interceptor
    @Priority(Interceptor.Priority.PLATFORM_BEFORE)
    static class EarlyGuard {
        @AroundInvoke
        Object check(InvocationContext invocation) throws Exception {
            return invocation.proceed();
        }
    }

    @ApplicationScoped
    @AdminOnly
    static class Ledger {
        @EarlyAdminOnly
        @Transactional
        @VersionedCache("entries")
        int entries() {
            return 1;
        }

        @VersionedCache("entries")
        int total() {
            return 1;
        }

        @VersionedCache(value = "entries", skips = LateGuard.class)
        int accepted() {
            return 1;
        }
    }

    interface Finder {
        int find();
    }

    @ApplicationScoped
    static class Decorated implements Finder {
        @Override
        @VersionedCache("entries")
        public int find() {
            return 1;
        }
    }

    @Decorator
    @Priority(1)
    static class Checked implements Finder {
        @Inject
        @Delegate
        Finder delegate;

        @Override
        public int find() {
            return delegate.find();
        }
    }

    @ApplicationScoped
    static class Own {
        @VersionedCache("entries")
        int find() {
            return 1;
        }

        @AroundInvoke
        Object check(InvocationContext invocation) throws Exception {
            return invocation.proceed();
        }
    }

    @ApplicationScoped
    static class Open {
        @EarlyAdminOnly
        @Transactional
        @VersionedCache("entries")
        int find() {
            return 1;
        }
    }
}
