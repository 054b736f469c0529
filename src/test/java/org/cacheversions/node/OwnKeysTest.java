package org.cacheversions.node;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.control.RequestContextController;
import jakarta.enterprise.inject.se.SeContainer;
import java.util.Map;
import org.cacheversions.CacheInvalidator;
import org.cacheversions.CacheVersions;
import org.cacheversions.testing.InMemoryVersions;
import org.junit.jupiter.api.Test;

/** Keys for the application's own caches, in a request scope without the filter. */
class OwnKeysTest {

    @Test
    void anInvalidationChangesTheKeyOfItsRequestOnly() {
        try (SeContainer container = Cdi.start(Map.of(), InMemoryVersions.class, BindingsTest.Invalidating.class)) {
            CacheVersions versions = container.select(CacheVersions.class).get();
            RequestContextController scope =
                    container.select(RequestContextController.class).get();
            scope.activate();
            String key = versions.key("bans");
            container.select(CacheInvalidator.class).get().invalidate("bans");
            assertThat(versions.key("bans")).isNotEqualTo(key).contains("own-");
            scope.deactivate();
            scope.activate();
            assertThat(versions.key("bans")).isNotEqualTo(key).isEqualTo(versions.key("bans"));
            scope.deactivate();
        }
    }
}
