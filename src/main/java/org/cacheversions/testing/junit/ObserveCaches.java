package org.cacheversions.testing.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Resolves parameters of type {@link org.cacheversions.testing.CacheObserver} of test methods. The observer of a test
 * method begins after the methods with {@code @BeforeEach}.
 *
 * <pre>{@code
 * @EnableAutoWeld
 * @ExplicitParamInjection // of weld-junit5, which otherwise takes every parameter for a bean
 * @ObserveCaches
 * class BanServiceTest {
 *     @Test
 *     void banning(CacheObserver caches) {
 *         bans.ban(7);
 *         assertEquals(Set.of("bans"), caches.invalidated());
 *     }
 * }
 * }</pre>
 *
 * <p>If no CDI container is running, the test fails with {@link IllegalStateException}.
 */
@Documented
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(ObserverParameter.class)
public @interface ObserveCaches {}
