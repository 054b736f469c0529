package org.cacheversions.spi;

import java.lang.reflect.Type;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a store needs to know of a region.
 *
 * @param id identifies the method with its parameter types, or the names of an injected cache
 * @param labels the rows that the entries depend on, sorted by the name of the cache
 * @param type the type of the values, as the method declares it
 * @param timeToLive how long entries live at most, or {@code null} for no limit
 */
public record RegionSpec(
        String id,
        List<VersionRow> labels,
        Type type,
        @Nullable Duration timeToLive) {}
