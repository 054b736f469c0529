package org.cacheversions.internal.core.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Values of objects by identity. */
final class WeakIdentitiesTest {

    private final WeakIdentities<String> values = new WeakIdentities<>();

    @Test
    void equalObjectsAreDistinct() {
        List<String> one = List.of(new String("a"));
        List<String> other = List.of(new String("a"));
        assertThat(values.put(one, "one")).isNull();
        assertThat(values.put(other, "other")).isNull();
        assertThat(values.put(one, "anew")).isEqualTo("one");
        assertThat(values.get(one)).isEqualTo("anew");
        assertThat(values.get(List.of("a"))).isNull();
    }

    @Test
    void unreachableObjectsAreForgotten() {
        for (int i = 0; i < 1_000; i++) {
            values.put(new Object(), "lost");
        }
        Object kept = new Object();
        await().until(() -> {
            System.gc();
            values.put(kept, "kept");
            return values.size() == 1;
        });
    }
}
