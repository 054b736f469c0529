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

/** A node in a process of its own, which can be killed and started again. Safe for use by many threads. */
abstract class ClusterNode implements AutoCloseable {

    /** Longer than a node is made to hang, so that what it answers then is judged as well. */
    private static final Duration TIMEOUT = Duration.ofSeconds(40);

    /** What loads the classes, so that the first transaction of others does not take too long; all is rolled back. */
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

    /** Starts its process and answers its address once it can be asked. */
    abstract URI boot() throws IOException;

    abstract ProcessHandle process();

    /** Whether it starts as fast as a node that may be killed often. */
    abstract boolean startsFast();

    final void start() throws IOException {
        URI booted = boot();
        for (String path : WARMING) {
            send(booted.resolve(path));
        }
        address = booted;
    }

    /** Answers what the node answers. */
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

    /** Takes the node for a fault, unless it is in another one. */
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

    /** Waits for the end of the process, and answers whether it came. */
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
            throw new IOException("kill -" + signal + " answers " + status);
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
