package org.example.forum;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.embedded.RedisServer;

/** With Jedis and a JSON-B provider, nodes share entries in Redis. */
class RedisTest {

    private RedisServer redis;

    @BeforeEach
    void start() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        redis = RedisServer.newRedisServer()
                .port(port)
                .bind("127.0.0.1")
                .setting("save \"\"")
                .build();
        redis.start();
        System.setProperty("cache-versions.store", "redis");
        System.setProperty("cache-versions.redis.uri", "redis://127.0.0.1:" + port);
    }

    @AfterEach
    void stop() throws Exception {
        redis.stop();
    }

    @Test
    void oneNodeUsesWhatAnotherHasLoadedUntilItIsInvalidated() {
        Forum.prepareWithoutMigrations();
        try (Forum first = new Forum();
                Forum second = new Forum()) {
            assertFalse(first.bans().isBanned(7));
            assertFalse(second.bans().isBanned(7));
            assertEquals(0, second.bans().loads());

            first.bans().ban(7);

            assertTrue(second.bans().isBanned(7));
            assertTrue(first.bans().isBanned(7));
            assertEquals(1, first.bans().loads());
        }
    }
}
