package org.cacheversions.internal.core.coherence;

import java.util.concurrent.ScheduledExecutorService;
import org.cacheversions.internal.core.support.NodeClock;
import org.cacheversions.spi.HintChannel;
import org.jspecify.annotations.Nullable;

/**
 * The services of a node besides its request threads; needed unless coherence is strict.
 *
 * @param clock its clocks
 * @param background runs reads ahead of need, and sends hints
 * @param hints the channel of hints to other nodes, or {@code null}
 * @param register where nodes acknowledge their reads, or {@code null} if they don't
 * @param awaited whether a writer on this node waits for acknowledgements instead of the lease
 */
public record NodeServices(
        NodeClock clock,
        ScheduledExecutorService background,
        @Nullable HintChannel hints,
        @Nullable NodeRegister register,
        boolean awaited) {

    /** Creates services without acknowledgements. */
    public NodeServices(NodeClock clock, ScheduledExecutorService background, @Nullable HintChannel hints) {
        this(clock, background, hints, null, false);
    }
}
