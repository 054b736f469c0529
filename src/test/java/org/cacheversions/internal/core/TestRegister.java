package org.cacheversions.internal.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cacheversions.internal.core.coherence.NodeRegister;

/** An in-memory register. */
public class TestRegister implements NodeRegister {

    private final Map<String, Entry> nodes = new TreeMap<>();
    public final List<String> events = new ArrayList<>();
    public volatile boolean down;
    public volatile Runnable whenInstalled = () -> {};

    /** Thrown by the n-th read of the register from now, if set. */
    public volatile Error error;

    public volatile int whenAsked;

    @Override
    public synchronized void begins(String node, long read) {
        requireUp();
        Entry before = nodes.get(node);
        if (before != null && before.begun() >= read) {
            throw new IllegalStateException("a later read has begun");
        }
        nodes.put(node, new Entry(node, read, before == null ? 0 : before.installed()));
        events.add("begins " + read);
    }

    @Override
    public synchronized void installed(String node, long read) {
        requireUp();
        nodes.computeIfPresent(
                node, (name, before) -> new Entry(node, before.begun(), Math.max(read, before.installed())));
        events.add("installed " + read);
        whenInstalled.run();
    }

    @Override
    public synchronized List<Entry> entries() {
        if (error != null && --whenAsked == 0) {
            Error thrown = error;
            error = null;
            throw thrown;
        }
        requireUp();
        return List.copyOf(nodes.values());
    }

    @Override
    public synchronized void forget(String node, long read) {
        requireUp();
        nodes.computeIfPresent(node, (name, before) -> before.begun() == read ? null : before);
    }

    private void requireUp() {
        if (down) {
            throw new IllegalStateException("the database is down");
        }
    }
}
