package org.cacheversions.internal.cdi;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code persistence.xml} says of a unit. Used by one thread. */
final class DeclaredUnit {

    /** What may say which database it is, the first that does; a unit that says nothing is over the default one. */
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

    String name() {
        return name;
    }

    @Nullable
    String sharedCacheMode() {
        return said.get("shared-cache-mode");
    }

    /** Answers a name of its database: of two units with the same name, it is the same. */
    String database() {
        for (String place : DATABASES) {
            String value = said.get(place);
            if (value != null) {
                return value;
            }
        }
        return DEFAULT_DATABASE;
    }
}
