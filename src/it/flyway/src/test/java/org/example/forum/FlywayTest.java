package org.example.forum;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** Flyway makes the table and starts the cache; the library adds nothing. */
class FlywayTest {

    @Test
    void aMigrationStartsTheCache() {
        Flyway.configure()
                .dataSource(Forum.URL, null, null)
                .locations("classpath:org/cacheversions/flyway/h2", "classpath:db/migration")
                .load()
                .migrate();
        try (Forum forum = new Forum()) {
            assertFalse(forum.bans().isBanned(7));
            assertFalse(forum.bans().isBanned(7));
            assertEquals(1, forum.bans().loads());

            forum.bans().ban(7);

            assertTrue(forum.bans().isBanned(7));
            assertEquals(2, forum.bans().loads());
        }
    }
}
