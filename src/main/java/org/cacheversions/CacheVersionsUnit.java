package org.cacheversions;

import jakarta.inject.Qualifier;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Qualifies the {@code EntityManagerFactory} whose unit holds the versions, produced by an application that has
 * several units or makes its factory itself.
 *
 * <pre>{@code
 * @PersistenceUnit(unitName = "forum")
 * @Produces @CacheVersionsUnit
 * EntityManagerFactory forum;
 * }</pre>
 */
@Documented
@Qualifier
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.METHOD, ElementType.TYPE})
public @interface CacheVersionsUnit {}
