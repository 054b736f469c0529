package org.example.forum;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.DriverManager;
import liquibase.Contexts;
import liquibase.Liquibase;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.resource.ClassLoaderResourceAccessor;
import org.junit.jupiter.api.Test;

/** Liquibase makes the table and starts the cache; the library adds nothing. */
class LiquibaseTest {

    @Test
    void aChangeStartsTheCache() throws Exception {
        try (Connection connection = DriverManager.getConnection(Forum.URL);
                Liquibase liquibase = new Liquibase(
                        "forum.xml",
                        new ClassLoaderResourceAccessor(),
                        DatabaseFactory.getInstance()
                                .findCorrectDatabaseImplementation(new JdbcConnection(connection)))) {
            liquibase.update(new Contexts());
        }
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
