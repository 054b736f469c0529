package org.cacheversions.node;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.cacheversions.CacheVersionsUnit;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** An H2 that may answer the application's queries with old results is reported at deployment. */
final class StaleH2Test {

    private static EntityManagerFactory produced;

    @AfterEach
    void close() {
        produced.close();
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.MATCH_ALL, names = ".*_LOCAL")
    void anOldH2IsReported(Unit unit) {
        assertThat(warnings(unit, "2.2.224 (2023-09-17)", ""))
                .singleElement()
                .asString()
                .contains("2.2.224")
                .contains(";OPTIMIZE_REUSE_RESULTS=FALSE");
    }

    @ParameterizedTest
    @CsvSource({
        "2.3.230 (2024-07-15), ''",
        "2.5.252 (2026-01-01), ''",
        "2.2.224 (2023-09-17), ;OPTIMIZE_REUSE_RESULTS=FALSE"
    })
    void aNewerH2AndTheSettingCauseNoWarning(String version, String setting) {
        assertThat(warnings(Unit.HIBERNATE_LOCAL, version, setting)).isEmpty();
    }

    private static List<String> warnings(Unit unit, String version, String setting) {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1" + setting);
        produced = Persistence.createEntityManagerFactory(
                unit.unit,
                Map.of(
                        "jakarta.persistence.nonJtaDataSource",
                        ofVersion(version, DataSource.class, source),
                        "jakarta.persistence.schema-generation.database.action",
                        "create",
                        "eclipselink.session-name",
                        source.getURL()));
        try (LogCapture log = new LogCapture()) {
            Cdi.start(Map.of("cache-versions.auto-start", "true"), Units.class).close();
            return log.warnings().stream()
                    .filter(line -> line.startsWith("CV0324"))
                    .toList();
        }
    }

    /** Returns a wrapper whose database says that it has this version. */
    private static <T> T ofVersion(String version, Class<T> type, T wrapped) {
        return type.cast(Proxy.newProxyInstance(
                StaleH2Test.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    try {
                        Object result = method.invoke(wrapped, arguments);
                        if (result instanceof Connection connection) {
                            return ofVersion(version, Connection.class, connection);
                        }
                        if (result instanceof DatabaseMetaData data) {
                            return ofVersion(version, DatabaseMetaData.class, data);
                        }
                        return method.getName().equals("getDatabaseProductVersion") ? version : result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
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
