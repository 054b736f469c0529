package org.cacheversions.internal.core.versions;

import java.util.List;

/**
 * What a node knows of the scopes of a cache.
 *
 * @param invalidations how many invalidations of scopes the node has noticed
 * @param scopes how many scopes it knows the last invalidation of
 * @param last the texts of those that were invalidated last, the newest first
 */
public record WindowFigures(long invalidations, int scopes, List<String> last) {}
