package org.cacheversions;

import jakarta.inject.Qualifier;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Qualifies the {@code EntityManagerFactory} of the persistence unit that contains the versions. An application
 * produces such a bean if it has several units and does not set {@code cache-versions.persistence-unit}, or if it
 * creates its factory itself. The library never closes the factory.
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
