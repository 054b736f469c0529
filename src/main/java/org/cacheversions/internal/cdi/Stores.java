package org.cacheversions.internal.cdi;

import jakarta.enterprise.inject.Instance;
import java.time.InstantSource;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.cacheversions.InvalidConfigurationException;
import org.cacheversions.internal.core.config.Configuration;
import org.cacheversions.internal.core.config.ConfigurationMessages;
import org.cacheversions.internal.core.config.JCacheSettings;
import org.cacheversions.internal.core.config.RedisSettings;
import org.cacheversions.internal.core.config.RedisUri;
import org.cacheversions.internal.core.support.Warnings;
import org.cacheversions.internal.jcache.Provider;
import org.cacheversions.internal.jndi.BoundMap;
import org.cacheversions.internal.redis.RedisByteStore;
import org.cacheversions.internal.redis.RedisConnections;
import org.cacheversions.internal.remote.ByteStore;
import org.cacheversions.internal.remote.LoadLockOptions;
import org.cacheversions.internal.remote.MapByteStore;
import org.cacheversions.internal.remote.RemoteOptions;
import org.cacheversions.internal.remote.RemoteStore;
import org.cacheversions.internal.remote.SharedMap;
import org.cacheversions.spi.CacheStore;
import org.cacheversions.spi.ValueCodec;

/**
 * Opens the stores that need optional libraries. It must be loaded only if such a store is configured;
 * {@link StoreCheck} has verified that the libraries are present.
 */
final class Stores {

    private Stores() {}

    static CacheStore remote(Configuration configuration, CacheStore heap, Instance<Object> beans) {
        ValueCodec codec = Codecs.of(configuration.codec(), beans);
        return configuration.store() == Configuration.Store.JCACHE
                ? store(map(configuration), codec, ofMap(configuration.jcache()), heap)
                : redis(configuration, codec, heap);
    }

    private static CacheStore redis(Configuration configuration, ValueCodec codec, CacheStore heap) {
        RedisUri uri = configuration.redisUri();
        if (uri == null) {
            throw new InvalidConfigurationException(
                    ConfigurationMessages.noRedisUri(Configuration.STORE, configuration.store()));
        }
        RedisSettings settings = configuration.redis();
        RedisByteStore bytes = new RedisByteStore(new RedisConnections(uri, settings.timeout()));
        RemoteOptions options = new RemoteOptions(
                configuration.store() == Configuration.Store.NEAR,
                settings.namespace(),
                settings.timeToLive(),
                settings.maxValue(),
                settings.compressAbove(),
                settings.lease() == null ? null : new LoadLockOptions(bytes, settings.lease()),
                settings.secrets());
        return store(bytes, codec, options, heap);
    }

    private static ByteStore map(Configuration configuration) {
        JCacheSettings settings = configuration.jcache();
        String name = settings.jndi();
        if (name != null) {
            bound(name, settings); // missing now, it fails the deployment; missing later is an outage
            return new MapByteStore(() -> bound(name, settings));
        }
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        Provider provider = Provider.of(settings, context != null ? context : Stores.class.getClassLoader());
        return new MapByteStore(provider::open);
    }

    @SuppressWarnings("BanJNDI") // the name comes from the application's configuration
    private static SharedMap bound(String name, JCacheSettings settings) {
        try {
            Object found = InitialContext.doLookup(name);
            SharedMap map = BoundMap.of(found);
            if (map == null && OptionalDependency.JCACHE.isPresent()) {
                map = Provider.bound(found, settings);
            }
            if (map == null) {
                throw new InvalidConfigurationException(
                        DeploymentMessages.noBoundCache(name, found.getClass().getName()));
            }
            return map;
        } catch (NamingException e) {
            throw new InvalidConfigurationException(DeploymentMessages.noBoundCache(name, e.toString()));
        }
    }

    private static RemoteOptions ofMap(JCacheSettings settings) {
        return new RemoteOptions(
                false,
                "cache-versions",
                settings.timeToLive(),
                settings.maxValue(),
                settings.compressAbove(),
                null,
                settings.secrets());
    }

    private static CacheStore store(ByteStore bytes, ValueCodec codec, RemoteOptions options, CacheStore heap) {
        return new RemoteStore(bytes, codec, heap, options, InstantSource.system(), new Warnings());
    }
}
