package org.cacheversions.internal.jcache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.spi.CachingProvider;
import org.cacheversions.internal.core.config.JCacheSettings;
import org.cacheversions.internal.remote.SharedMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Objects that a server may have bound in JNDI: a manager and caches of Infinispan, or something else. */
class ProviderTest {

    private static final byte[] BYTES = {1, 2, 3};

    private final JCacheSettings settings =
            new JCacheSettings(null, null, "java:caches", "entries", Duration.ofMinutes(1), 1_000, 100, List.of());
    private final CachingProvider provider =
            Caching.getCachingProvider("org.infinispan.jcache.embedded.JCachingProvider");
    private CacheManager manager;

    @BeforeEach
    void open() {
        manager = provider.getCacheManager(provider.getDefaultURI(), getClass().getClassLoader());
    }

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void theConfiguredCacheOfAManagerIsUsed() {
        Cache<Object, Object> entries = manager.createCache("entries", new MutableConfiguration<>());
        SharedMap map = Provider.bound(manager, settings);
        assertThat(map.get("key")).isNull();
        map.put("key", BYTES);
        assertThat(entries.get("key")).isEqualTo(BYTES);
        assertThat(map.get("key")).isEqualTo(BYTES);
    }

    @Test
    void aMissingCacheIsCreatedInTheManager() {
        Provider.bound(manager, settings).put("key", BYTES);
        assertThat(manager.getCache("entries")).isNotNull();
        assertThat(Provider.bound(manager, settings).get("key")).isEqualTo(BYTES);
    }

    @Test
    void aBoundCacheIsUsedWhateverItsName() {
        Cache<Object, Object> other = manager.createCache("other", new MutableConfiguration<>());
        Provider.bound(other, settings).put("key", BYTES);
        assertThat(other.get("key")).isEqualTo(BYTES);
        assertThat(manager.getCache("entries")).isNull();
    }

    @Test
    void valuesOtherThanBytesAreAMiss() {
        Cache<Object, Object> other = manager.createCache("other", new MutableConfiguration<>());
        other.put("key", "text");
        assertThat(Provider.bound(other, settings).get("key")).isNull();
    }

    @Test
    void boundObjectsAreNotClosed() {
        Cache<Object, Object> other = manager.createCache("other", new MutableConfiguration<>());
        Provider.bound(other, settings).close();
        Provider.bound(manager, settings).close();
        assertThat(other.isClosed()).isFalse();
        assertThat(manager.isClosed()).isFalse();
    }

    @Test
    void otherObjectsAreIgnored() {
        assertThat(Provider.bound("text", settings)).isNull();
        assertThat(Provider.bound(Map.of(), settings)).isNull();
    }
}
