package org.cacheversions.internal.core.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The declaration of a unit in {@code persistence.xml}. Used by one thread at a time. */
public final class DeclaredUnit {

    /** Elements and properties that identify the database; the first that is set counts. None means the default. */
    private static final List<String> DATABASES = List.of(
            "jta-data-source",
            "jakarta.persistence.jtaDataSource",
            "non-jta-data-source",
            "jakarta.persistence.nonJtaDataSource",
            "jakarta.persistence.jdbc.url");

    private static final String DEFAULT_DATABASE = "java:comp/DefaultDataSource";

    private final String name;
    private final Map<String, String> said = new HashMap<>();

    DeclaredUnit(String name) {
        this.name = name;
    }

    void says(@Nullable String what, @Nullable String value) {
        if (what != null && value != null && !value.isBlank()) {
            said.put(what, value.strip());
        }
    }

    public String name() {
        return name;
    }

    /** Returns a name of the database. Units for which it is equal use the same database. */
    public String database() {
        for (String place : DATABASES) {
            String value = said.get(place);
            if (value != null) {
                return value;
            }
        }
        return DEFAULT_DATABASE;
    }
}
