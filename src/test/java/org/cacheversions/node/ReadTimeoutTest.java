package org.cacheversions.node;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.cacheversions.internal.jpa.JpaVersionSource;
import org.cacheversions.internal.jpa.OwnTransaction;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each read of the versions sets a query timeout. */
class ReadTimeoutTest {

    private final List<Object> timeouts = new ArrayList<>();

    @ParameterizedTest
    @EnumSource(names = {"ECLIPSELINK_LOCAL", "HIBERNATE_LOCAL"})
    void isSetForEachRead(Unit unit) {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        Map<String, Object> properties = Map.of(
                "jakarta.persistence.nonJtaDataSource",
                watched(DataSource.class, database),
                "jakarta.persistence.schema-generation.database.action",
                "create",
                "eclipselink.session-name",
                database.getURL());
        try (EntityManagerFactory factory = Persistence.createEntityManagerFactory(unit.unit, properties)) {
            JpaVersionSource source = new JpaVersionSource(factory, new Direct());
            source.read();
            source.read();
            source.lastChanges();
        }
        assertThat(timeouts).containsExactly(10, 10, 10);
    }

    /** Watches a data source, its connections and their statements. */
    private <T> T watched(Class<T> type, T target) {
        return type.cast(Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (method.getName().equals("setQueryTimeout") && (int) arguments[0] != 0) {
                        timeouts.add(arguments[0]);
                    }
                    try {
                        Object result = method.invoke(target, arguments);
                        if (result instanceof Connection connection) {
                            return watched(Connection.class, connection);
                        }
                        return result instanceof PreparedStatement statement
                                ? watched(PreparedStatement.class, statement)
                                : result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    private static final class Direct implements OwnTransaction {

        @Override
        public <T> T required(Supplier<T> work) {
            return work.get();
        }

        @Override
        public <T> T none(Supplier<T> work) {
            return work.get();
        }
    }
}
