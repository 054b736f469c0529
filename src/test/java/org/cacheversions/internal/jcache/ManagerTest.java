package org.cacheversions.internal.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.configuration.OptionalFeature;
import javax.cache.spi.CachingProvider;
import org.cacheversions.internal.core.config.JCacheSettings;
import org.infinispan.jcache.embedded.JCachingProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** An Infinispan manager that opens, but fails to return its cache. */
final class ManagerTest {

    /** Infinispan's provider, except that its caches fail. */
    public static final class WithoutCaches implements CachingProvider {

        private static final JCachingProvider INFINISPAN = new JCachingProvider();

        private static @Nullable CacheManager opened;

        @Override
        public CacheManager getCacheManager(URI uri, ClassLoader loader, Properties properties) {
            CacheManager real = INFINISPAN.getCacheManager(uri, loader, properties);
            opened = real;
            return (CacheManager)
                    Proxy.newProxyInstance(loader, new Class<?>[] {CacheManager.class}, (proxy, method, arguments) -> {
                        if (method.getName().equals("getCache")) {
                            throw new CacheException("on purpose");
                        }
                        try {
                            return method.invoke(real, arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
        }

        @Override
        public ClassLoader getDefaultClassLoader() {
            return INFINISPAN.getDefaultClassLoader();
        }

        @Override
        public URI getDefaultURI() {
            return INFINISPAN.getDefaultURI();
        }

        @Override
        public Properties getDefaultProperties() {
            return new Properties();
        }

        @Override
        public CacheManager getCacheManager(URI uri, ClassLoader loader) {
            return getCacheManager(uri, loader, new Properties());
        }

        @Override
        public CacheManager getCacheManager() {
            return getCacheManager(getDefaultURI(), getDefaultClassLoader());
        }

        @Override
        public void close() {
            INFINISPAN.close();
        }

        @Override
        public void close(ClassLoader loader) {
            INFINISPAN.close(loader);
        }

        @Override
        public void close(URI uri, ClassLoader loader) {
            INFINISPAN.close(uri, loader);
        }

        @Override
        public boolean isSupported(OptionalFeature feature) {
            return INFINISPAN.isSupported(feature);
        }
    }

    @Test
    void aManagerThatReturnsNoCacheIsClosed() {
        JCacheSettings settings = new JCacheSettings(
                WithoutCaches.class.getName(),
                null,
                null,
                "cache-versions",
                Duration.ofHours(1),
                1_000,
                100,
                List.of());
        Provider provider = Provider.of(settings, ManagerTest.class.getClassLoader());
        try {
            assertThatThrownBy(provider::open)
                    .isInstanceOf(CacheException.class)
                    .hasMessage("on purpose");
            assertThat(WithoutCaches.opened.isClosed()).isTrue();
        } finally {
            WithoutCaches.INFINISPAN.close();
        }
    }
}
