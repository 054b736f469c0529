package org.cacheversions.internal.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** The end of a load. */
@Name("org.cacheversions.Load")
@Label("Load")
@Description("A cached method was called, since there was no entry")
@Category("Cache Versions")
@StackTrace(false)
final class LoadEvent extends Event {

    @Label("Method")
    final String method;

    @Label("Time")
    @Timespan(Timespan.NANOSECONDS)
    final long time;

    @Label("Thrown")
    @Description("Whether it has thrown an exception")
    final boolean thrown;

    LoadEvent(String method, long time, boolean thrown) {
        this.method = method;
        this.time = time;
        this.thrown = thrown;
    }
}
