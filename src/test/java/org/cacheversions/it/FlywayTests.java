package org.cacheversions.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Flyway in the application finds the migrations in the war, and the library finds the caches that they start. */
abstract class FlywayTests extends ServerTestBase {

    FlywayTests(Server server) {
        super(server);
    }

    @Test
    void flywayStartsCachesBeforeTheLibraryStarts() {
        try (Application migrated = server.deploy(Archives.migratedByFlyway())) {
            assertThat(migrated.get("counter").text()).isEqualTo("1");
            assertThat(migrated.get("counter").text()).isEqualTo("1");
            migrated.get("counter", "invalidate", "migrated-by-scanning");
            assertThat(migrated.get("counter").text()).isEqualTo("3");
            migrated.get("counter", "invalidate", "migrated-by-instance");
            assertThat(migrated.get("counter").text()).isEqualTo("5");
        }
        try (Application again = server.deploy(Archives.migratedByFlyway())) {
            assertThat(again.get("counter").text()).isEqualTo("1");
        }
    }
}
