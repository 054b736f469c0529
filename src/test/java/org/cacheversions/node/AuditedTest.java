package org.cacheversions.node;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.inject.se.SeContainer;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityListeners;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Id;
import jakarta.persistence.Persistence;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.cacheversions.BoundInvalidator;
import org.cacheversions.CacheInvalidationListener;
import org.cacheversions.CacheInvalidator;
import org.cacheversions.InvalidatesCache;
import org.cacheversions.internal.cdi.CacheRuntime;
import org.cacheversions.persistence.CacheVersion;
import org.hibernate.envers.Audited;
import org.hibernate.jpa.HibernatePersistenceProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application with entities that Hibernate Envers audits. */
final class AuditedTest {

    @TempDir
    private Path directory;

    @Test
    void startsAndItsEntitiesInvalidate() throws IOException {
        String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
        Map<String, String> configuration =
                Map.of("cache-versions.auto-start", "true", "cache-versions.persistence-unit", OwnUnit.NAME);
        try (OwnUnit ignored = new OwnUnit(
                        directory, HibernatePersistenceProvider.class, url, CacheVersion.class, Book.class);
                SeContainer container = Cdi.start(configuration);
                EntityManagerFactory factory = Persistence.createEntityManagerFactory(
                        OwnUnit.NAME, Map.of("jakarta.persistence.schema-generation.database.action", "none"))) {
            CacheRuntime runtime = container.select(CacheRuntime.class).get();
            runtime.engine().start();
            String before = version(runtime);

            try (EntityManager entityManager = factory.createEntityManager();
                    BoundInvalidator bound =
                            container.select(CacheInvalidator.class).get().within(entityManager)) {
                entityManager.getTransaction().begin();
                entityManager.persist(new Book(1));
                entityManager.getTransaction().commit();
                assertThat(entityManager
                                .createNativeQuery("SELECT count(*) FROM book_aud", Long.class)
                                .getSingleResult())
                        .as("audited")
                        .isEqualTo(1L);
            }

            assertThat(version(runtime)).isNotEqualTo(before);
        }
    }

    private static String version(CacheRuntime runtime) {
        return runtime.engine()
                .contexts()
                .pin()
                .requireSnapshot()
                .rows()
                .get("books")
                .version();
    }

    @Entity(name = "book")
    @Audited
    @InvalidatesCache("books")
    @EntityListeners(CacheInvalidationListener.class)
    public static class Book {
        @Id
        long id;

        protected Book() {}

        Book(long id) {
            this.id = id;
        }
    }
}
