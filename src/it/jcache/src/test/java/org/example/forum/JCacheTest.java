package org.example.forum;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import javax.cache.Cache;
import javax.cache.Caching;
import org.junit.jupiter.api.Test;

/** With a JSR-107 provider and a JSON-B provider, entries live in the provider's cache. */
class JCacheTest {

    @Test
    void entriesLiveInTheCacheOfTheProvider() {
        System.setProperty("cache-versions.store", "jcache");
        Forum.prepareWithoutMigrations();
        try (Forum forum = new Forum()) {
            assertFalse(forum.bans().isBanned(7));
            assertFalse(forum.bans().isBanned(7));
            assertEquals(1, forum.bans().loads());
            Cache<?, ?> cache = Caching.getCachingProvider().getCacheManager().getCache("cache-versions");
            assertTrue(cache.iterator().hasNext());

            forum.bans().ban(7);

            assertTrue(forum.bans().isBanned(7));
            assertEquals(2, forum.bans().loads());
            cache.clear();
            assertTrue(forum.bans().isBanned(7));
            assertEquals(3, forum.bans().loads());
        }
    }
}
