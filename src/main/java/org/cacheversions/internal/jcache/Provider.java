package org.cacheversions.internal.jcache;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.ModifiedExpiryPolicy;
import javax.cache.spi.CachingProvider;
import org.cacheversions.InvalidConfigurationException;
import org.cacheversions.internal.core.config.ConfigurationMessages;
import org.cacheversions.internal.core.config.JCacheSettings;
import org.cacheversions.internal.remote.SharedMap;
import org.jspecify.annotations.Nullable;

/** Finds or creates the cache to use in a JSR-107 provider. Thread-safe. */
public final class Provider {

    private final JCacheSettings settings;
    private final CachingProvider provider;
    private final ClassLoader loader;

    private Provider(JCacheSettings settings, CachingProvider provider, ClassLoader loader) {
        this.settings = settings;
        this.provider = provider;
        this.loader = loader;
    }

    /**
     * Finds the provider, without opening it.
     *
     * @throws InvalidConfigurationException if there is none, or if there are several and none is configured
     */
    public static Provider of(JCacheSettings settings, ClassLoader loader) {
        try {
            String named = settings.provider();
            return new Provider(
                    settings,
                    named == null ? Caching.getCachingProvider(loader) : Caching.getCachingProvider(named, loader),
                    loader);
        } catch (CacheException e) {
            throw new InvalidConfigurationException(ConfigurationMessages.noCachingProvider(settings.provider(), e));
        }
    }

    /** Opens the provider's manager and the cache, which is created if it does not exist. */
    public SharedMap open() {
        URI uri = settings.uri();
        CacheManager manager = provider.getCacheManager(
                uri == null ? provider.getDefaultURI() : uri, loader, provider.getDefaultProperties());
        try {
            return new CacheMap(in(manager, settings), manager::close);
        } catch (RuntimeException | LinkageError e) {
            try {
                manager.close();
            } catch (RuntimeException again) {
                e.addSuppressed(again);
            }
            throw e;
        }
    }

    /** Returns a cache bound in JNDI, or one of a manager bound there, or {@code null} if it is neither. */
    public static @Nullable SharedMap bound(Object bound, JCacheSettings settings) {
        if (bound instanceof CacheManager manager) {
            return new CacheMap(in(manager, settings), () -> {});
        }
        return bound instanceof Cache<?, ?> cache ? new CacheMap(raw(cache), () -> {}) : null;
    }

    private static Cache<Object, Object> in(CacheManager manager, JCacheSettings settings) {
        Cache<?, ?> found = manager.getCache(settings.cache());
        return raw(found != null ? found : made(manager, settings));
    }

    private static Cache<?, ?> made(CacheManager manager, JCacheSettings settings) {
        Duration life = settings.timeToLive();
        try {
            return manager.createCache(
                    settings.cache(),
                    new MutableConfiguration<Object, Object>()
                            .setExpiryPolicyFactory(ModifiedExpiryPolicy.factoryOf(
                                    new javax.cache.expiry.Duration(TimeUnit.MILLISECONDS, life.toMillis()))));
        } catch (CacheException e) {
            Cache<?, ?> found = manager.getCache(settings.cache()); // created meanwhile by another node or thread
            if (found == null) {
                throw e;
            }
            return found;
        }
    }

    /** Ignores the declared types, since {@link CacheMap} checks each value. */
    @SuppressWarnings("unchecked")
    private static Cache<Object, Object> raw(Cache<?, ?> cache) {
        return (Cache<Object, Object>) cache;
    }
}
