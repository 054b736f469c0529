package org.cacheversions.cluster.app;

import java.util.ArrayList;
import java.util.List;

/** What a writer read and wrote. */
final class WriteResult {

    /** Read in the transaction before it wrote. */
    String before = "";
    /** Written, and committed unless the transaction was rolled back. */
    final List<String> written = new ArrayList<>();
    /** Written and committed in a separate transaction. */
    final List<String> committed = new ArrayList<>();
    /** The same items, read in the transaction after they were written. */
    final List<String> own = new ArrayList<>();
}
