package org.cacheversions.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.cacheversions.databases.Sql;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The example on two nodes with one database; SQL repairs its data, and the console then invalidates the caches. */
@Tag("ci")
class ForumOnTwoNodesIT {

    private static final long BANNED = 18;
    private static final int READERS_OF_A_NODE = 2;
    private static final int ROUNDS = 4;

    private final AtomicLong required = new AtomicLong();
    private final AtomicLong pages = new AtomicLong();
    private final AtomicLong oldPages = new AtomicLong();
    private final AtomicBoolean done = new AtomicBoolean();

    @Test
    void afterInvalidateAllBothNodesShowTheRepair() throws Exception {
        Path folder = Server.emptied(Path.of(Server.setting("it.directory"), "two-nodes"));
        int port = Ports.free(1).get(0);
        String url = "jdbc:h2:tcp://127.0.0.1:" + port + "/./forum";
        ExecutorService threads = Executors.newCachedThreadPool();
        try (ServerProcess database = database(Files.createDirectories(folder.resolve("database")), port);
                JettyForum first = JettyForum.start(Files.createDirectories(folder.resolve("first")), url);
                JettyForum second = JettyForum.start(Files.createDirectories(folder.resolve("second")), url)) {
            ForumBrowser.of(first.application(), 1).act("ban", "user", BANNED, "reason", 0);
            List<Future<?>> readers = new ArrayList<>();
            for (JettyForum node : List.of(first, second)) {
                for (int i = 0; i < READERS_OF_A_NODE; i++) {
                    ForumBrowser browser = ForumBrowser.of(node.application(), 2 + i);
                    readers.add(threads.submit(() -> readOn(browser)));
                }
            }
            try {
                for (int round = 1; round <= ROUNDS; round++) {
                    awaitMore(pages, 40, readers);
                    try (Connection connection = DriverManager.getConnection(url)) {
                        Sql.updateOne(connection, "UPDATE ban SET reason = '" + round + "' WHERE user_id = " + BANNED);
                    }
                    oldPages.set(0);
                    awaitMore(pages, 40, readers);
                    assertThat(oldPages.get())
                            .as("old pages before the invalidation")
                            .isGreaterThan(20);

                    ConsoleIT.Result command = ConsoleIT.run(url, "invalidate-all", "--yes");
                    required.set(round);

                    assertThat(command.exitCode()).as(command.err()).isZero();
                    assertThat(command.out()).contains("bans\t", "permissions\t");
                }
                awaitMore(pages, 40, readers);
            } finally {
                done.set(true);
            }
            for (Future<?> reader : readers) {
                reader.get(1, TimeUnit.MINUTES);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private void readOn(ForumBrowser browser) {
        while (!done.get()) {
            long least = required.get();
            long seen =
                    Long.parseLong(browser.page(ForumTests.USER, "id", BANNED).attribute("reason"));
            assertThat(seen).as("the number of the repair on the page").isGreaterThanOrEqualTo(least);
            if (seen == least) {
                oldPages.incrementAndGet();
            }
            pages.incrementAndGet();
        }
    }

    private static void awaitMore(AtomicLong counter, int more, List<Future<?>> readers) {
        long from = counter.get();
        Awaitility.await().atMost(2, TimeUnit.MINUTES).until(() -> {
            for (Future<?> reader : readers) {
                if (reader.isDone()) {
                    reader.get();
                }
            }
            return counter.get() >= from + more;
        });
    }

    private static ServerProcess database(Path folder, int port) throws Exception {
        Path jar = Path.of(org.h2.Driver.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        ServerProcess process = ServerProcess.start(
                "h2",
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-Dh2.bindAddress=127.0.0.1",
                        "-cp",
                        jar.toString(),
                        "org.h2.tools.Server",
                        "-tcp",
                        "-tcpPort",
                        String.valueOf(port),
                        "-ifNotExists",
                        "-baseDir",
                        folder.toString()),
                folder);
        process.awaitReady(() -> process.log().since(0).contains("TCP server running"));
        return process;
    }
}
