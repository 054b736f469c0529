package org.cacheversions.internal.core.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.cacheversions.node.LogCapture;
import org.junit.jupiter.api.Test;

class ClosingTest {

    @Test
    void aFailureToCloseIsReportedAndClosesTheRest() {
        List<String> closed = new ArrayList<>();
        try (LogCapture log = new LogCapture()) {
            Closing.each(List.of(
                    () -> closed.add("first"),
                    () -> {
                        throw new IllegalStateException("on purpose");
                    },
                    () -> {
                        throw new NoClassDefFoundError("on purpose");
                    },
                    () -> closed.add("last")));
            assertThat(log.warnings()).hasSize(2).allMatch(line -> line.startsWith("CV0608"));
        }
        assertThat(closed).containsExactly("first", "last");
    }
}
