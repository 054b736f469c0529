package org.cacheversions.cluster.app;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cacheversions.VersionedCache;

/** Sections of several items. Only invalidateAll changes their own cache, so they depend on the items they load. */
@ApplicationScoped
public class Sections {

    public static final int ITEMS_PER_SECTION = 5;

    public static final int SECTIONS_PER_BUNDLE = 3;

    @Inject
    CachedReads readings;

    @VersionedCache("sections")
    public String section(int section) {
        return IntStream.range(section * ITEMS_PER_SECTION, (section + 1) * ITEMS_PER_SECTION)
                .mapToObj(readings::item)
                .collect(Collectors.joining(","));
    }
}
