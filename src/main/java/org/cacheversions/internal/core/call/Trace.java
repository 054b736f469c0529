package org.cacheversions.internal.core.call;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.cacheversions.internal.core.entries.CachedMethod;
import org.cacheversions.spi.EntryKey;
import org.jspecify.annotations.Nullable;

/** The cached calls of a request, for its operator. Used by one thread at a time. */
public final class Trace {

    private static final int MOST = 100;

    private final List<TracedCall> calls = new ArrayList<>();
    private final Deque<Outcome> open = new ArrayDeque<>();
    private int ended;
    private int reported;

    @Nullable
    Object run(CachedMethod method, @Nullable EntryKey key, Load load) throws Exception {
        Outcome outcome = new Outcome();
        TracedCall call = new TracedCall(method, key, open.size(), outcome);
        if (calls.size() < MOST) {
            calls.add(call);
        }
        open.push(outcome);
        boolean returned = false;
        try {
            Object value = load.run();
            returned = true;
            return value;
        } finally {
            open.pop();
            call.end(returned);
            ended++;
        }
    }

    /** Returns the outcome of the innermost call that goes on. */
    Outcome current() {
        Outcome innermost = open.peek();
        return innermost == null ? new Outcome() : innermost;
    }

    /** Returns the first few calls, in the order in which they began. */
    public List<TracedCall> calls() {
        return calls;
    }

    /** Returns whether calls have ended since the last report, and counts this as one. */
    public boolean isToReport() {
        boolean more = ended > reported;
        reported = ended;
        return more;
    }

    /** Returns how many calls have ended. */
    public int ended() {
        return ended;
    }
}
