package org.cacheversions.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.cacheversions.databases.RedisProcess;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import redis.clients.jedis.Jedis;

/** The example with one property, so that its entries are on the heap and in a real Redis. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class NearForumTests {

    private static final long VISITOR = 41;
    private static final long MODERATOR = 1;

    private RedisProcess redis;

    /** Starts the example, with the data that it had before. */
    abstract Application start(RedisProcess redis);

    /** Deploys the built war with the property. */
    static Application deploy(Server server, RedisProcess redis) {
        return server.deploy(war(redis, ""));
    }

    /** The same with CBOR values, using the Jackson in the war. */
    static Application deployWithCbor(Server server, RedisProcess redis) {
        return server.deploy(war(redis, "cache-versions.codec=cbor").addAsLibraries(Archives.jackson()));
    }

    private static WebArchive war(RedisProcess redis, String more) {
        return Archives.with(
                Path.of(Server.setting("it.example.war")),
                "forum-near.war",
                "cache-versions.store=near\ncache-versions.redis.timeout=PT5S\ncache-versions.redis.uri=" + redis.uri()
                        + "\n" + more);
    }

    @BeforeEach
    void startRedis() {
        redis = new RedisProcess();
    }

    @AfterEach
    void stopRedis() {
        redis.close();
    }

    @Test
    void aColdNodeUsesEarlierLoadsAndSeesChanges() {
        try (Application forum = start(redis)) {
            ForumBrowser visitor = ForumBrowser.of(forum, VISITOR);
            assertThat(visitor.page(ForumTests.INDEX).loads())
                    .contains("CategoryService.visible", "PermissionService.of");
            visitor.page(ForumTests.USER, "id", VISITOR);
            ForumBrowser.of(forum, MODERATOR).act("ban", "user", VISITOR, "reason", "spam");

            ForumPage banned = visitor.page(ForumTests.USER, "id", VISITOR);
            assertThat(banned.hasBan()).isTrue();
            assertThat(banned.loads()).containsExactly("BanService.findBan");
            assertThat(visitor.page(ForumTests.INDEX).loads()).isEmpty();
        }
        try (Jedis client = redis.client()) {
            assertThat(client.keys("cache-versions:*"))
                    .extracting(key -> key.split(":")[1])
                    .contains("CategoryService.visible", "PermissionService.of", "BanService.findBan");
        }
        try (Application again = start(redis)) {
            ForumBrowser visitor = ForumBrowser.of(again, VISITOR);
            assertThat(visitor.page(ForumTests.INDEX).loads())
                    .as("an injected cache without a declared type stays on the heap")
                    .containsExactly("Cache[settings]");
            ForumPage banned = visitor.page(ForumTests.USER, "id", VISITOR);
            assertThat(banned.hasBan()).isTrue();
            assertThat(banned.loads()).isEmpty();
            ForumBrowser.of(again, MODERATOR).act("unban", "user", VISITOR);
            assertThat(visitor.page(ForumTests.USER, "id", VISITOR).hasBan()).isFalse();
        }
    }
}
