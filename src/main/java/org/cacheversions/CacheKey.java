package org.cacheversions;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the parameters of a {@link VersionedCache} method that make its key. Without any mark, all of them do.
 *
 * <pre>{@code
 * @VersionedCache("categories")
 * public List<Category> visible(@CacheKey long groupId, Locale notPartOfTheKey) { ... }
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface CacheKey {}
