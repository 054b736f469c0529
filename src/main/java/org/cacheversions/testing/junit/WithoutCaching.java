package org.cacheversions.testing.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/**
 * Switches caching off, on all threads, in containers that are started within this test class or method. It sets the
 * system property {@code cache-versions.enabled} and restores it afterwards. Put it above the annotation that starts
 * the container.
 *
 * <pre>{@code
 * @WithoutCaching
 * @EnableAutoWeld
 * class BanQueriesTest { … }
 * }</pre>
 *
 * <p>To switch caching off only on the current thread, while a container is running, use
 * {@link org.cacheversions.testing.CacheAssertions#withoutCaching}.
 *
 * <p>JUnit runs no other test that locks {@link Resources#SYSTEM_PROPERTIES} at the same time.
 */
@Documented
@Inherited
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(CachingSwitch.class)
@ResourceLock(Resources.SYSTEM_PROPERTIES)
public @interface WithoutCaching {}
