package org.cacheversions.internal.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** A load, recorded when it ends. */
@Name("org.cacheversions.Load")
@Label("Load")
@Description("A cached method was called because no entry could be used")
@Category("Cache Versions")
@StackTrace(false)
final class LoadEvent extends Event {

    @Label("Method")
    final String method;

    @Label("Time")
    @Timespan(Timespan.NANOSECONDS)
    final long time;

    @Label("Thrown")
    @Description("Whether the method threw an exception")
    final boolean thrown;

    LoadEvent(String method, long time, boolean thrown) {
        this.method = method;
        this.time = time;
        this.thrown = thrown;
    }
}
