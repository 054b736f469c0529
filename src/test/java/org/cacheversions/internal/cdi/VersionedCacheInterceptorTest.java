package org.cacheversions.internal.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.interceptor.InvocationContext;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;
import org.cacheversions.CacheKeyGenerator;
import org.cacheversions.VersionedCache;
import org.cacheversions.testing.InMemoryVersions;
import org.junit.jupiter.api.Test;

/** The interceptor as containers call it that differ from Weld. */
class VersionedCacheInterceptorTest {

    private final AtomicInteger calls = new AtomicInteger();

    /** Payara's EJB container has no array for a method without parameters. */
    @Test
    void noArrayOfArgumentsMeansNoArguments() throws Exception {
        try (SeContainer container = SeContainerInitializer.newInstance()
                .disableDiscovery()
                .addExtensions(new CacheVersionsExtension())
                .addBeanClasses(InMemoryVersions.class, Counter.class)
                .initialize()) {
            VersionedCacheInterceptor interceptor = new VersionedCacheInterceptor(
                    container.select(CacheRuntime.class).get(),
                    container
                            .getBeanManager()
                            .resolve(container.getBeanManager().getBeans(Counter.class)));
            assertThat(interceptor.call(invocation("next"))).isEqualTo(1);
            assertThat(interceptor.call(invocation("next"))).isEqualTo(1);
            assertThat(interceptor.call(invocation("generated"))).isEqualTo(2);
            assertThat(interceptor.call(invocation("generated"))).isEqualTo(2);
        }
    }

    private InvocationContext invocation(String name) throws NoSuchMethodException {
        Method method = Counter.class.getDeclaredMethod(name);
        return (InvocationContext) Proxy.newProxyInstance(
                VersionedCacheInterceptorTest.class.getClassLoader(),
                new Class<?>[] {InvocationContext.class},
                (proxy, called, arguments) -> switch (called.getName()) {
                    case "getMethod" -> method;
                    case "proceed" -> calls.incrementAndGet();
                    case "getParameters" -> null;
                    default -> throw new UnsupportedOperationException(called.getName());
                });
    }

    @ApplicationScoped
    static class Counter {
        @VersionedCache("numbers")
        int next() {
            return 0;
        }

        @VersionedCache(value = "numbers", keyGenerator = Size.class)
        int generated() {
            return 0;
        }
    }

    static class Size implements CacheKeyGenerator {
        @Override
        public Object generate(Method method, Object[] arguments) {
            return arguments.length;
        }
    }
}
