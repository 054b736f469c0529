package org.cacheversions.cluster.app;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cacheversions.VersionedCache;

/** Several items together. Their own cache changes only with all others: what is in them is known from their loads. */
@ApplicationScoped
public class Shelves {

    /** How many items there are on a shelf. */
    public static final int ITEMS_OF_A_SHELF = 5;

    /** How many shelves there are on a board. */
    public static final int OF_A_BOARD = 3;

    @Inject
    Readings readings;

    @VersionedCache("shelves")
    public String shelf(int shelf) {
        return IntStream.range(shelf * ITEMS_OF_A_SHELF, (shelf + 1) * ITEMS_OF_A_SHELF)
                .mapToObj(readings::item)
                .collect(Collectors.joining(","));
    }
}
