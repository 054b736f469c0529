package org.example.forum;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.util.Map;
import org.cacheversions.CacheVersionsUnit;

/** A node of the forum: Weld finds the library and the beans by itself. */
public final class Forum implements AutoCloseable {

    public static final String URL = "jdbc:h2:mem:forum;DB_CLOSE_DELAY=-1";

    private final SeContainer container = SeContainerInitializer.newInstance().initialize();

    /** Lets Hibernate add the tables that are missing, and the library the caches that have no row. */
    public static void prepareWithoutMigrations() {
        System.setProperty("cache-versions.auto-start", "true");
        Persistence.createEntityManagerFactory(
                        "forum", Map.of("jakarta.persistence.jdbc.url", URL, "hibernate.hbm2ddl.auto", "update"))
                .close();
    }

    public BanService bans() {
        return container.select(BanService.class).get();
    }

    @Override
    public void close() {
        container.close();
    }

    /** Makes what a container of Jakarta EE would inject. */
    @ApplicationScoped
    static class Unit {

        @Produces
        @ApplicationScoped
        @CacheVersionsUnit
        EntityManagerFactory forum() {
            return Persistence.createEntityManagerFactory("forum", Map.of("jakarta.persistence.jdbc.url", URL));
        }
    }
}
