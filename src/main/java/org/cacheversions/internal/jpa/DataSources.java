package org.cacheversions.internal.jpa;

import java.util.Map;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Finds data sources in the properties of a unit, where not every provider reports them, and in JNDI. */
final class DataSources {

    private static final String LOCAL = "jakarta.persistence.nonJtaDataSource";
    private static final String JTA = "jakarta.persistence.jtaDataSource";

    private DataSources() {}

    static @Nullable DataSource local(Map<String, Object> properties) {
        return of(properties.get(LOCAL));
    }

    static @Nullable DataSource jta(Map<String, Object> properties) {
        return of(properties.get(JTA));
    }

    @SuppressWarnings("BanJNDI") // the name comes from the application's configuration
    static @Nullable DataSource of(@Nullable Object value) {
        if (value instanceof DataSource source) {
            return source;
        }
        try {
            return value instanceof String name && InitialContext.doLookup(name) instanceof DataSource source
                    ? source
                    : null;
        } catch (NamingException e) {
            return null;
        }
    }
}
