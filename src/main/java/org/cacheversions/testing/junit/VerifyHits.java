package org.cacheversions.testing.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Fails a test in which an entry was out of date: each hit runs its method again, as
 * {@link org.cacheversions.testing.CacheAssertions#assertNothingForgotten} does. Put it below the annotation that starts
 * the container.
 *
 * <pre>{@code
 * @EnableAutoWeld
 * @VerifyHits
 * class ImportTest { … }
 * }</pre>
 */
@Documented
@Inherited
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(HitVerifier.class)
public @interface VerifyHits {}
