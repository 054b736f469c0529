/**
 * Caching by version for Jakarta EE.
 *
 * <p>Each named cache has a random version in one database table. Data flows one way:
 *
 * <pre>
 * reading:       servlet filter -&gt; snapshot of all versions, pinned to the request
 *                  -&gt; interceptor of &#64;VersionedCache -&gt; key with the versions it depends on -&gt; store
 * invalidating:  CacheInvalidator or &#64;InvalidatesCache -&gt; the caller's transaction
 *                  -&gt; UPDATE of the version before completion -&gt; after commit: event, hint
 * </pre>
 *
 * <p>A version that has changed makes every entry under the old one unreachable, on every node, in the very commit
 * that changed the data. Start with {@link org.cacheversions.VersionedCache} and
 * {@link org.cacheversions.InvalidatesCache}. Packages whose name holds {@code internal} are no API.
 */
@NullMarked
package org.cacheversions;

import org.jspecify.annotations.NullMarked;
