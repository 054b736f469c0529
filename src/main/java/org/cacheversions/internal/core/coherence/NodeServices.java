package org.cacheversions.internal.core.coherence;

import java.util.concurrent.ScheduledExecutorService;
import org.cacheversions.internal.core.support.NodeClock;
import org.cacheversions.spi.HintChannel;
import org.jspecify.annotations.Nullable;

/**
 * What a node has besides the threads of its requests; needed unless coherence is strict.
 *
 * @param clock its clocks
 * @param background runs reads ahead of need, and sends hints
 * @param hints tells other nodes to read early, if there is a channel
 * @param register where nodes acknowledge what they have installed, if they do
 * @param awaited whether a writer on this node waits for acknowledgements instead of for the lease
 */
public record NodeServices(
        NodeClock clock,
        ScheduledExecutorService background,
        @Nullable HintChannel hints,
        @Nullable NodeRegister register,
        boolean awaited) {

    /** Makes the services of a node that acknowledges nothing. */
    public NodeServices(NodeClock clock, ScheduledExecutorService background, @Nullable HintChannel hints) {
        this(clock, background, hints, null, false);
    }
}
