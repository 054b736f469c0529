package org.cacheversions.internal.core.call;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A GET request that a test changes while it is served. */
final class TestFacts implements RequestFacts {

    @Nullable
    String user;

    @Nullable
    String session;

    @Nullable
    String revision = "1";

    Instant time = Instant.EPOCH;
    final Map<String, String> headers = new HashMap<>();

    @Override
    public boolean isRead() {
        return true;
    }

    @Override
    public List<String> header(String name) {
        String value = headers.get(name);
        return value == null ? List.of() : List.of(value);
    }

    @Override
    public @Nullable String user() {
        return user;
    }

    @Override
    public @Nullable String session() {
        return session;
    }

    @Override
    public boolean hasNewSession() {
        return false;
    }

    @Override
    public @Nullable String revision() {
        return revision;
    }

    @Override
    public Instant time() {
        return time;
    }
}
