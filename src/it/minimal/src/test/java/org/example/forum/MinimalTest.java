package org.example.forum;

import static org.cacheversions.testing.CacheAssertions.assertInvalidates;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** The library needs nothing but a CDI container, a persistence provider and a database. */
class MinimalTest {

    @Test
    void readsFromTheCacheUntilItIsInvalidated() {
        Forum.prepareWithoutMigrations();
        try (Forum forum = new Forum()) {
            assertFalse(forum.bans().isBanned(7));
            assertFalse(forum.bans().isBanned(7));
            assertEquals(1, forum.bans().loads());

            forum.bans().ban(7);

            assertTrue(forum.bans().isBanned(7));
            assertTrue(forum.bans().isBanned(7));
            assertEquals(2, forum.bans().loads());
        }
    }

    /** The testing helper is a jar of its own. */
    @Test
    void theTestingHelperSeesWhatIsInvalidated() {
        Forum.prepareWithoutMigrations();
        try (Forum forum = new Forum()) {
            assertInvalidates("bans", () -> forum.bans().ban(8));
        }
    }
}
