package org.cacheversions.testing.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives test methods a parameter of type {@link org.cacheversions.testing.CacheObserver}, which has begun to observe
 * after the preparations of {@code @BeforeEach}.
 *
 * <pre>{@code
 * @EnableAutoWeld
 * @ExplicitParamInjection // of weld-junit5, which else takes every parameter for a bean
 * @ObserveCaches
 * class BanServiceTest {
 *     @Test
 *     void banning(CacheObserver caches) {
 *         bans.ban(7);
 *         assertEquals(Set.of("bans"), caches.invalidated());
 *     }
 * }
 * }</pre>
 */
@Documented
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(ObserverParameter.class)
public @interface ObserveCaches {}
