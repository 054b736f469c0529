package org.cacheversions.cluster;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** A node in a separate process, which can be killed and restarted. Thread-safe. */
abstract class ClusterNode implements AutoCloseable {

    /** Longer than any hang, so that answers after a hang are checked too. */
    private static final Duration TIMEOUT = Duration.ofSeconds(40);

    /** A warm-up request that loads the classes, so that the first transactions are fast enough; it is rolled back. */
    private static final List<String> WARMING = List.of(
            "read?tx=1&q=i0.i1.i2.s0.b0.p0",
            "write?kind=ALL&item=0&other=1&stamp=0&end=THROW",
            "write?kind=ALL&item=0&other=1&stamp=0&end=THROW");

    private final HttpClient client;
    private final String name;
    private final String shown;
    private final AtomicBoolean broken = new AtomicBoolean();
    private volatile URI address;

    ClusterNode(HttpClient client, String name) {
        this.client = client;
        this.name = name;
        this.shown = "an answer of " + name;
    }

    /** Starts the process and returns its address once it accepts requests. */
    abstract URI boot() throws IOException;

    abstract ProcessHandle process();

    /** Returns whether the node starts fast enough to be killed often. */
    abstract boolean startsFast();

    final void start() throws IOException {
        URI booted = boot();
        for (String path : WARMING) {
            send(booted.resolve(path));
        }
        address = booted;
    }

    /** Sends a request and returns the response. */
    final HttpResponse<String> ask(String path) throws IOException {
        URI known = address;
        if (known == null) {
            throw new ConnectException(name + " is down");
        }
        return send(known.resolve(path));
    }

    private HttpResponse<String> send(URI uri) throws IOException {
        try {
            return client.send(
                    HttpRequest.newBuilder(uri).timeout(TIMEOUT).build(), HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    final boolean isUp() {
        return address != null;
    }

    /** Reserves the node for a fault, unless another fault has it. */
    final boolean take() {
        return address != null && broken.compareAndSet(false, true);
    }

    final void giveBack() {
        broken.set(false);
    }

    /** Ends the process as kill -9 does. */
    final void kill() {
        process().destroyForcibly();
    }

    /** Waits for the end of the process, and returns whether it has ended. */
    final boolean awaitEnd(Duration atMost) throws InterruptedException {
        try {
            process().onExit().get(atMost.toMillis(), TimeUnit.MILLISECONDS);
            address = null;
            return true;
        } catch (java.util.concurrent.TimeoutException e) {
            return false;
        } catch (java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sends the process a signal. */
    final void signal(String signal) throws IOException, InterruptedException {
        int status = new ProcessBuilder(
                        "kill", "-" + signal, Long.toString(process().pid()))
                .inheritIO()
                .start()
                .waitFor();
        if (status != 0) {
            throw new IOException("kill -" + signal + " exits with " + status);
        }
    }

    final String shown() {
        return shown;
    }

    @Override
    public abstract void close();

    @Override
    public final String toString() {
        return name;
    }
}
