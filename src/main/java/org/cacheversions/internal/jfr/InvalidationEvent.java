package org.cacheversions.internal.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;

/** An invalidation by this node. */
@Name("org.cacheversions.Invalidation")
@Label("Invalidation")
@Description("A transaction of this node that invalidated caches committed")
@Category("Cache Versions")
final class InvalidationEvent extends Event {

    @Label("Caches")
    final String caches;

    InvalidationEvent(String caches) {
        this.caches = caches;
    }
}
