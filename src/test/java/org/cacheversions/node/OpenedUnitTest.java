package org.cacheversions.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.enterprise.inject.se.SeContainer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.UUID;
import org.cacheversions.internal.cdi.CacheRuntime;
import org.cacheversions.persistence.CacheVersion;
import org.eclipse.persistence.jpa.PersistenceProvider;
import org.hibernate.jpa.HibernatePersistenceProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A unit that the library itself must open and close. */
final class OpenedUnitTest {

    private final String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(classes = {HibernatePersistenceProvider.class, PersistenceProvider.class})
    void isClosedWithTheApplication(Class<?> provider) throws Exception {
        try (OwnUnit ignored = new OwnUnit(directory, provider, url, CacheVersion.class)) {
            try (SeContainer container = start("cache-versions.guard", OwnUnit.NAME)) {
                CacheRuntime runtime = container.select(CacheRuntime.class).get();
                runtime.engine().start();
                assertThat(runtime.engine().contexts().pin().requireSnapshot().rows())
                        .isNotNull();
                assertThat(connections()).isPositive();
            }
            assertThat(connections()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {HibernatePersistenceProvider.class, PersistenceProvider.class})
    void isClosedIfTheApplicationFailsToStart(Class<?> provider) throws Exception {
        try (OwnUnit ignored = new OwnUnit(directory, provider, url, ChildEntity.class)) {
            assertThatThrownBy(() -> start("cache-versions.lock-timeout", "PT1S"))
                    .hasStackTraceContaining("CV0304");
            assertThat(connections()).isZero();
        }
    }

    /** The application has several units. */
    @ParameterizedTest
    @ValueSource(classes = {HibernatePersistenceProvider.class, PersistenceProvider.class})
    void isNamedWithTheEntitiesThatItLacks(Class<?> provider) throws Exception {
        try (OwnUnit ignored = new OwnUnit(directory, provider, url, CacheVersion.class);
                LogCapture log = new LogCapture()) {
            assertThatThrownBy(() -> Cdi.start(
                            Map.of(
                                    "cache-versions.coherence",
                                    "leased",
                                    "cache-versions.lease-acknowledgements",
                                    "awaited",
                                    "cache-versions.persistence-unit",
                                    OwnUnit.NAME),
                            CounterService.class))
                    .hasStackTraceContaining("CV0317")
                    .hasStackTraceContaining("the persistence unit 'own'");
            start("cache-versions.lock-timeout", "PT1S", ScopesTest.Permissions.class)
                    .close();
            assertThat(log.warnings())
                    .filteredOn(line -> line.startsWith("CV0264"))
                    .singleElement()
                    .asString()
                    .contains("the persistence unit 'own'");
        }
    }

    private static SeContainer start(String key, String value) {
        return start(key, value, CounterService.class);
    }

    private static SeContainer start(String key, String value, Class<?> bean) {
        return Cdi.start(
                Map.of(
                        "cache-versions.auto-start",
                        "true",
                        "cache-versions.persistence-unit",
                        OwnUnit.NAME,
                        key,
                        value),
                bean);
    }

    /** Returns the number of other connections to the database. */
    private long connections() throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, "sa", "");
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("SELECT count(*) FROM information_schema.sessions")) {
            found.next();
            return found.getLong(1) - 1;
        }
    }
}
