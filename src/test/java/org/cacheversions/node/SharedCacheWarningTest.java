package org.cacheversions.node;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.cacheversions.CacheVersionsUnit;
import org.cacheversions.persistence.CacheVersion;
import org.eclipse.persistence.jpa.PersistenceProvider;
import org.hibernate.jpa.HibernatePersistenceProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The warning about entities in the shared cache depends only on the unit in use, not on its name or other units. */
final class SharedCacheWarningTest {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(classes = {HibernatePersistenceProvider.class, PersistenceProvider.class})
    void isNotLoggedWhereTheSharedCacheIsOff(Class<?> provider) throws Exception {
        assertThat(warnings(provider, "NONE")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(classes = {HibernatePersistenceProvider.class, PersistenceProvider.class})
    void isNotLoggedForEntitiesThatAreNotSelected(Class<?> provider) throws Exception {
        assertThat(warnings(provider, "ENABLE_SELECTIVE")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(classes = {HibernatePersistenceProvider.class, PersistenceProvider.class})
    void isLoggedWhereTheUnitSharesAllEntities(Class<?> provider) throws Exception {
        assertThat(warnings(provider, "ALL"))
                .singleElement()
                .asString()
                .contains(ChildEntity.class.getName(), Item.class.getName())
                .doesNotContain(CacheVersion.class.getName());
    }

    /** The unit is one of several, and produced by a bean. */
    private List<String> warnings(Class<?> provider, String mode) throws Exception {
        String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
        try (LogCapture log = new LogCapture();
                OwnUnit ignored = new OwnUnit(
                        directory, provider, url, mode, CacheVersion.class, ChildEntity.class, Item.class)) {
            Cdi.start(Map.of("cache-versions.auto-start", "true"), Units.class).close();
            return log.warnings().stream()
                    .filter(line -> line.startsWith("CV0312"))
                    .toList();
        }
    }

    @ApplicationScoped
    static class Units {

        @Produces
        @CacheVersionsUnit
        @ApplicationScoped
        EntityManagerFactory unit() {
            return Persistence.createEntityManagerFactory(OwnUnit.NAME);
        }
    }
}
