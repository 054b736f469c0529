package org.cacheversions.redis;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.cacheversions.VersionedCache;

/** Cached methods whose loads each node counts. */
@ApplicationScoped
public class BanService {

    public record Ban(long userId, String reason, Instant since, Map<Long, List<String>> notes)
            implements Serializable {}

    private final AtomicInteger loads = new AtomicInteger();
    private volatile Runnable duringLoad = () -> {};

    public void duringLoad(Runnable work) {
        duringLoad = work;
    }

    @VersionedCache("bans")
    public Optional<Ban> find(long userId) {
        loads.incrementAndGet();
        duringLoad.run();
        return userId < 0
                ? Optional.empty()
                : Optional.of(
                        new Ban(userId, "spam", Instant.ofEpochSecond(userId), Map.of(userId, List.of("a", "b"))));
    }

    @VersionedCache({"bans", "users"})
    public String ofSeveral(String name, List<Integer> numbers) {
        loads.incrementAndGet();
        return name + numbers;
    }

    @VersionedCache("bans")
    public CompletionStage<Ban> later(long userId) {
        loads.incrementAndGet();
        return CompletableFuture.supplyAsync(() -> new Ban(userId, "late", Instant.EPOCH, Map.of()));
    }

    public int loads() {
        return loads.get();
    }
}
