package org.cacheversions;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the parameters of a {@link VersionedCache} method that make up the key of its entries. Without any mark, all
 * parameters do. Leave out only parameters that cannot change the result.
 *
 * <pre>{@code
 * @VersionedCache("categories")
 * public List<Category> visible(@CacheKey long groupId, Locale unused) { ... }
 * }</pre>
 *
 * <p>Ignored if the method has a {@link VersionedCache#keyGenerator() keyGenerator}. Do not confuse it with the
 * annotation of the same name in {@code javax.cache.annotation}, which this library does not read.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface CacheKey {}
