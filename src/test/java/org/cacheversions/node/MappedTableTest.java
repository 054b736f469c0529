package org.cacheversions.node;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.stream.Stream;
import org.cacheversions.BoundInvalidator;
import org.cacheversions.CacheInvalidator;
import org.cacheversions.CacheVersionsUnit;
import org.cacheversions.databases.Sql;
import org.cacheversions.databases.TestDatabase;
import org.cacheversions.internal.cdi.CacheRuntime;
import org.cacheversions.persistence.CacheVersion;
import org.eclipse.persistence.jpa.PersistenceProvider;
import org.hibernate.jpa.HibernatePersistenceProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** JDBC transactions write to the table that JPA reads, wherever orm.xml or the provider puts it. */
final class MappedTableTest {

    private static EntityManagerFactory produced;

    @TempDir
    private Path directory;

    static Stream<Arguments> mappings() {
        return Stream.of(HibernatePersistenceProvider.class, PersistenceProvider.class)
                .flatMap(provider -> Stream.of(
                        Arguments.of(provider, "", "<table name='&quot;Cache Versions&quot;' schema='forum'/>"),
                        Arguments.of(provider, "", "<table name='labels'/>"),
                        Arguments.of(
                                provider,
                                "<persistence-unit-metadata><persistence-unit-defaults><schema>forum</schema>"
                                        + "</persistence-unit-defaults></persistence-unit-metadata>",
                                "")));
    }

    @ParameterizedTest
    @MethodSource("mappings")
    void aJdbcTransactionInvalidates(Class<?> provider, String defaults, String table) throws Exception {
        assertInvalidates(provider, defaults, table, Map.of("cache-versions.auto-start", "true"));
    }

    @ParameterizedTest
    @MethodSource("mappings")
    void theKeyMayNameIt(Class<?> provider, String defaults, String table) throws Exception {
        if (table.contains("'forum'")) {
            assertInvalidates(
                    provider,
                    defaults,
                    table,
                    Map.of("cache-versions.auto-start", "true", "cache-versions.table", "forum.\"Cache Versions\""));
        }
    }

    private void assertInvalidates(Class<?> provider, String defaults, String table, Map<String, String> configuration)
            throws Exception {
        String url = TestDatabase.POSTGRESQL.create();
        Sql.execute(url, "CREATE SCHEMA forum");
        try (OwnUnit ignored = new OwnUnit(directory, provider, url, CacheVersion.class)) {
            Files.writeString(directory.resolve("META-INF/orm.xml"), """
                    <entity-mappings xmlns="https://jakarta.ee/xml/ns/persistence/orm" version="3.0">
                      %s
                      <entity class="%s">%s</entity>
                    </entity-mappings>
                    """.formatted(
                            defaults, CacheVersion.class.getName(), table));
            produced = Persistence.createEntityManagerFactory(
                    OwnUnit.NAME, Map.of("jakarta.persistence.jdbc.driver", "org.postgresql.Driver"));
            try (EntityManagerFactory unit = produced;
                    SeContainer container = Cdi.start(configuration, Units.class, CounterService.class)) {
                invalidate(container, url);
            }
        }
    }

    private static void invalidate(SeContainer container, String url) throws SQLException {
        CacheRuntime runtime = container.select(CacheRuntime.class).get();
        String cache =
                runtime.engine().contexts().pin().requireSnapshot().rows().firstKey();
        long before = revision(runtime, cache);
        try (Connection connection = DriverManager.getConnection(url)) {
            connection.setAutoCommit(false);
            try (BoundInvalidator invalidator =
                    container.select(CacheInvalidator.class).get().within(connection)) {
                invalidator.invalidate(cache);
                connection.commit();
            }
            assertThat(revision(runtime, cache)).isEqualTo(before + 1);
            try (BoundInvalidator invalidator =
                    container.select(CacheInvalidator.class).get().within(connection)) {
                invalidator.invalidateAll();
                connection.commit();
            }
            assertThat(revision(runtime, cache)).isEqualTo(before + 2);
        }
    }

    private static long revision(CacheRuntime runtime, String cache) {
        return runtime.engine().contexts().pin().requireSnapshot().row(cache).revision();
    }

    @ApplicationScoped
    static class Units {

        @Produces
        @CacheVersionsUnit
        @ApplicationScoped
        EntityManagerFactory unit() {
            return produced;
        }
    }
}
