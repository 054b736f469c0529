package org.cacheversions.internal.core.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.cacheversions.CacheVersions;
import org.cacheversions.Scope;
import org.cacheversions.internal.core.Core;
import org.junit.jupiter.api.Test;

/** The versions that an application sees, and keys for its own caches. */
class SnapshotVersionsTest {

    private final Core core = new Core("bans", "items");

    private CacheVersions versions() {
        return new SnapshotVersions(core.engine.contexts().current());
    }

    @Test
    void aRequestKeepsItsKeyUntilItInvalidates() throws Exception {
        core.request(() -> {
            String key = versions().key("bans", 1);
            assertThat(versions().key("bans", 1)).isEqualTo(key);
            String version = versions().get("bans");
            core.invalidate("bans");
            assertThat(versions().key("bans", 1))
                    .isNotEqualTo(key)
                    .isNotEqualTo(versions().key("bans", 1))
                    .matches("bans:own-[0-9a-f-]{36}:1");
            assertThat(versions().get("bans")).isEqualTo(version);
            return null;
        });
    }

    @Test
    void otherCachesKeepTheirKeys() throws Exception {
        core.request(() -> {
            String key = versions().key("items");
            core.invalidate("bans");
            assertThat(versions().key("items")).isEqualTo(key);
            return null;
        });
    }

    @Test
    void afterARollbackTheKeyIsAsBefore() throws Exception {
        core.request(() -> {
            String key = versions().key("bans");
            core.database.begin();
            core.engine.invalidator().invalidateAll();
            assertThat(versions().key("bans")).isNotEqualTo(key);
            core.database.rollback();
            assertThat(versions().key("bans")).isEqualTo(key);
            return null;
        });
    }

    @Test
    void labelsReadInATransactionMakeNoKeys() throws Exception {
        core.request(() -> null);
        core.database.begin();
        core.request(() -> {
            assertThat(versions().key("bans")).isNotEqualTo(versions().key("bans"));
            return null;
        });
        core.database.rollback();
    }

    @Test
    void arraysAreTheirElements() throws Exception {
        core.request(() -> {
            assertThat(versions().key("bans", (Object) new int[] {1, 2}))
                    .isEqualTo(versions().key("bans", (Object) new int[] {1, 2}))
                    .isNotEqualTo(versions().key("bans", (Object) new int[] {1, 3}))
                    .endsWith(":[1, 2]");
            assertThat(versions().key("bans", new Object[] {new String[] {"a:b", null}}))
                    .endsWith(":[a\\.b, null]");
            return null;
        });
    }

    /** The text of such an object may be that of another one later. */
    @Test
    void anObjectWithoutATextIsRefused() throws Exception {
        Object part = new Object();
        core.request(() -> {
            for (Object each : List.of(part, new Object[] {part}, (Runnable) () -> {}, Stream.of(1))) {
                assertThatThrownBy(() -> versions().key("bans", each, 1))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("CV0542");
            }
            assertThatThrownBy(() -> versions().key(Scope.of("items", 1), part)).hasMessageContaining("CV0542");
            return null;
        });
    }
}
