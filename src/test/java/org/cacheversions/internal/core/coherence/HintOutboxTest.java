package org.cacheversions.internal.core.coherence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.cacheversions.spi.HintChannel;
import org.junit.jupiter.api.Test;

class HintOutboxTest {

    /** Records hints, or fails if the test asks for it. */
    private static final class Channel implements HintChannel {

        private final List<SortedSet<String>> sent = new ArrayList<>();
        private Error error;

        @Override
        public void open(Runnable hinted) {}

        @Override
        public void send(SortedSet<String> caches) {
            if (error != null) {
                throw error;
            }
            sent.add(new TreeSet<>(caches));
        }

        @Override
        public void close() {}
    }

    private static SortedSet<String> caches(String... names) {
        return new TreeSet<>(Set.of(names));
    }

    @Test
    void pendingHintsAreCombined() {
        Channel channel = new Channel();
        List<Runnable> background = new ArrayList<>();
        HintOutbox outbox = new HintOutbox(channel, background::add);
        outbox.add(caches("bans"));
        outbox.add(caches("posts"));
        assertThat(background).hasSize(1);
        background.get(0).run();
        assertThat(channel.sent).containsExactly(caches("bans", "posts"));
    }

    @Test
    void aChannelErrorDoesNotStopLaterHints() {
        Channel channel = new Channel();
        List<Runnable> background = new ArrayList<>();
        HintOutbox outbox = new HintOutbox(channel, background::add);
        channel.error = new StackOverflowError("on purpose");
        outbox.add(caches("bans"));
        assertThatThrownBy(background.remove(0)::run).isSameAs(channel.error);
        channel.error = null;
        outbox.add(caches("posts"));
        assertThat(background).hasSize(1);
        background.remove(0).run();
        assertThat(channel.sent).containsExactly(caches("posts"));
    }
}
