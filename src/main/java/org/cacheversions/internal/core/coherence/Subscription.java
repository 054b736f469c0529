package org.cacheversions.internal.core.coherence;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.cacheversions.internal.core.support.Outage;
import org.jspecify.annotations.Nullable;

/**
 * Listens for hints on a thread of its own. Whenever the connection is lost, it reconnects after ever longer pauses.
 * Each new connection counts as a hint, since hints may have been missed before it. Thread-safe.
 */
public final class Subscription implements AutoCloseable {

    /** Opens connections. */
    @FunctionalInterface
    public interface Source {

        Line connect() throws Exception;
    }

    /** One connection. */
    public interface Line extends AutoCloseable {

        /**
         * Listens until the line is closed; throws when the connection is lost.
         *
         * @param listening must be run once no further hint can be missed
         * @param hinted must be run at each hint
         */
        void listen(Runnable listening, Runnable hinted) throws Exception;

        /** Ends listening at once. Called by another thread, or after listening has ended. Never throws. */
        @Override
        void close();
    }

    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final Duration END = Duration.ofSeconds(5);

    private final Source source;
    private final Runnable hinted;
    private final Duration firstPause;
    private final Outage outage = new Outage();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private Duration pause;
    private volatile @Nullable Line line;

    private Subscription(Source source, Runnable hinted, Duration firstPause) {
        this.source = source;
        this.hinted = hinted;
        this.firstPause = firstPause;
        this.pause = firstPause;
        this.thread = new Thread(null, this::listen, "cache-versions hints", 0, false);
        thread.setDaemon(true);
        // the class loader of the creating thread might be another application's
        thread.setContextClassLoader(Subscription.class.getClassLoader());
    }

    /** Starts to listen and returns at once: the subscription's own thread connects. */
    public static Subscription open(Source source, Runnable hinted) {
        return open(source, hinted, FIRST_PAUSE);
    }

    static Subscription open(Source source, Runnable hinted, Duration firstPause) {
        Subscription subscription = new Subscription(source, hinted, firstPause);
        subscription.thread.start();
        return subscription;
    }

    private void listen() {
        while (!isClosed()) {
            try (Line connected = source.connect()) {
                line = connected;
                if (!isClosed()) { // close() may have missed the line
                    connected.listen(this::listening, hinted);
                }
            } catch (Exception | LinkageError e) {
                if (!isClosed()) {
                    outage.failed(() -> CoherenceMessages.hintsNotReceived(e), e);
                }
            }
            rest();
        }
    }

    private void listening() {
        pause = firstPause;
        outage.worked(CoherenceMessages::hintsReceivedAgain);
        hinted.run();
    }

    private void rest() {
        try {
            if (!closed.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                Duration twice = pause.multipliedBy(2);
                pause = twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
            }
        } catch (InterruptedException e) {
            closed.countDown(); // an interrupt asks this thread to end
        }
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    @Override
    public void close() {
        closed.countDown();
        Line open = line;
        if (open != null) {
            open.close();
        }
        try {
            thread.join(END.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
