package org.cacheversions.databases;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.embedded.core.ExecutableProvider;

/** A real Redis on a free port of this machine, in a process that a test may kill, freeze and start again. */
public final class RedisProcess implements AutoCloseable {

    private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

    static {
        // a program that is ended by hand leaves none behind
        Runtime.getRuntime().addShutdownHook(new Thread(() -> RUNNING.forEach(Process::destroyForcibly)));
    }

    private final int port;
    private final List<String> arguments;
    private Process process;

    /** Starts a server with command line settings. */
    public RedisProcess(String... settings) {
        this(freePort(), settings);
    }

    /** Starts a server at this port with command line settings. */
    public RedisProcess(int port, String... settings) {
        this(
                port,
                Stream.concat(
                                Stream.of(
                                        "--bind",
                                        "127.0.0.1",
                                        "--port",
                                        String.valueOf(port),
                                        "--save",
                                        "",
                                        "--appendonly",
                                        "no"),
                                Stream.of(settings))
                        .toList());
    }

    private RedisProcess(int port, List<String> arguments) {
        this.port = port;
        this.arguments = arguments;
        start();
    }

    /** Starts a sentinel, which writes to its configuration file. */
    public static RedisProcess sentinel(int port, Path configuration) {
        return new RedisProcess(port, List.of(configuration.toString(), "--sentinel"));
    }

    /** Returns a free port. */
    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts it, or starts it again, empty. */
    public void start() {
        try {
            List<String> command = new ArrayList<>();
            command.add(program());
            command.addAll(arguments);
            process = new ProcessBuilder(command)
                    .directory(Path.of(System.getProperty("java.io.tmpdir")).toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        RUNNING.add(process);
        Awaitility.await().ignoreException(JedisConnectionException.class).until(this::answers);
    }

    /** The system property it.redis names another server of the protocol. */
    private static String program() throws IOException {
        String named = System.getProperty("it.redis", "");
        return named.isEmpty()
                ? ExecutableProvider.newJarResourceProvider().get().getPath()
                : named;
    }

    private boolean answers() {
        try (Jedis jedis = new Jedis("127.0.0.1", port)) {
            return jedis.ping() != null;
        } catch (JedisDataException e) {
            return true; // the server asks for a password
        }
    }

    public int port() {
        return port;
    }

    public String uri() {
        return "redis://127.0.0.1:" + port;
    }

    /** Returns the settings of a node with this store over this Redis; modifiable. */
    public Map<String, String> settings(String store) {
        return new HashMap<>(Map.of(
                "cache-versions.auto-start",
                "true",
                "cache-versions.store",
                store,
                "cache-versions.redis.timeout",
                "PT5S",
                "cache-versions.redis.uri",
                uri()));
    }

    /** Returns a new connection, for tests to read and corrupt data. */
    public Jedis client() {
        return new Jedis(URI.create(uri()));
    }

    public void kill() {
        process.destroyForcibly();
        RUNNING.remove(process);
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public void freeze() {
        signal("-STOP");
    }

    public void thaw() {
        signal("-CONT");
    }

    private void signal(String name) {
        try {
            Process kill = new ProcessBuilder("kill", name, String.valueOf(process.pid())).start();
            if (!kill.waitFor(10, TimeUnit.SECONDS) || kill.exitValue() != 0) {
                throw new IllegalStateException("kill " + name);
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        kill();
    }
}
