package org.cacheversions.testing;

import org.cacheversions.internal.cdi.CacheVersionsExtension;

/**
 * Adds the library to the CDI container of a test that lists its beans and extensions. A container that discovers them
 * finds the library by itself, and must not be given this class.
 *
 * <pre>{@code
 * @EnableAutoWeld
 * @AddExtensions(CachingExtension.class)
 * @AddBeanClasses({BanService.class, InMemoryVersions.class})
 * class BanServiceTest { … }
 * }</pre>
 */
public final class CachingExtension extends CacheVersionsExtension {

    /** Called by the container. */
    public CachingExtension() {}
}
