package org.cacheversions.http;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tags of responses that had been sent in part when something happened that stands against the tag. This node does not
 * accept them any more. Thread-safe.
 */
final class RecalledTags {

    /** None is ever forgotten, so there must be no more. */
    static final int MOST = 1_000;

    private final Set<String> tags = ConcurrentHashMap.newKeySet();

    void add(String tag) {
        tags.add(tag);
    }

    boolean contains(String tag) {
        return tags.contains(tag);
    }

    /** Returns whether a response may have a tag before it is complete. */
    boolean hasRoom() {
        return tags.size() < MOST;
    }
}
