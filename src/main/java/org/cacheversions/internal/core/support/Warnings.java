package org.cacheversions.internal.core.support;

import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Logs each warning once, or at most once a minute. Thread-safe. */
public final class Warnings {

    private static final System.Logger LOG = System.getLogger("org.cacheversions");

    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);
    private static final int MOST_SUBJECTS = 1_000;
    private static final int MOST_ONCE = 10_000;
    private static final int CODE = "CV0000".length();

    private final NodeClock clock;
    private final Set<String> logged = ConcurrentHashMap.newKeySet();
    private final Map<String, Recent> recent = new HashMap<>();

    public Warnings() {
        this(NodeClock.SYSTEM);
    }

    public Warnings(NodeClock clock) {
        this.clock = clock;
    }

    /** Logs a warning whose sender limits it. */
    public void log(String message) {
        LOG.log(Level.WARNING, message);
    }

    public void once(String message) {
        if (logged.size() >= MOST_ONCE) { // texts that differ each time
            if (!logged.contains(message)) {
                limited(Level.WARNING, "", message, null);
            }
        } else if (logged.add(message)) {
            LOG.log(Level.WARNING, message);
        }
    }

    /**
     * Logs a message that may occur again and again: at most once a minute for its code and subject. The next one that is
     * logged says how many were not.
     */
    public void limited(Level level, String subject, String message, @Nullable Throwable cause) {
        int suppressed = begin(message.substring(0, CODE), subject);
        if (suppressed >= 0) {
            String note = suppressed == 0 ? "" : " Similar ones before it, not logged: " + suppressed + ".";
            LOG.log(level, message + note, cause);
        }
    }

    /** Returns how many messages were suppressed before this one, or -1 if this one is to be suppressed, too. */
    private synchronized int begin(String code, String subject) {
        long now = clock.nanoTime();
        String key = code + subject;
        if (recent.size() >= MOST_SUBJECTS && !recent.containsKey(key)) {
            recent.values().removeIf(other -> now - other.nanoTime >= MINUTE);
            key = recent.size() >= MOST_SUBJECTS ? code : key;
        }
        Recent last = recent.get(key);
        if (last != null && now - last.nanoTime < MINUTE) {
            last.suppressed++;
            return -1;
        }
        recent.put(key, new Recent(now));
        return last == null ? 0 : last.suppressed;
    }

    private static final class Recent {

        private final long nanoTime;
        private int suppressed;

        Recent(long nanoTime) {
            this.nanoTime = nanoTime;
        }
    }
}
