package org.cacheversions.cluster.app;

import java.util.ArrayList;
import java.util.List;

/** What a writer saw and did. */
final class Tale {

    /** Asked for in the transaction before it wrote. */
    String before = "";
    /** Written, and committed unless the transaction was rolled back. */
    final List<String> written = new ArrayList<>();
    /** Written by a transaction of its own, which has committed. */
    final List<String> committed = new ArrayList<>();
    /** The same items, asked for in the transaction after they were written. */
    final List<String> own = new ArrayList<>();
}
