package org.cacheversions.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.cacheversions.internal.core.call.VersionContexts;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A stack trace has at most ten frames from the filter to the SELECT, and each has a readable name. */
class FramesOfARequestTest {

    private static final String OURS = "org.cacheversions.internal.";

    @ParameterizedTest
    @CsvSource({
        "HIBERNATE_LOCAL, strict",
        "HIBERNATE_JTA, strict",
        "ECLIPSELINK_LOCAL, strict",
        "HIBERNATE_LOCAL, bounded"
    })
    void areAtMostTen(Unit unit, String coherence) {
        Map<String, String> configuration =
                Map.of("cache-versions.coherence", coherence, "cache-versions.max-age", "PT0.001S");
        try (TestNode node = TestNode.start(unit, UUID.randomUUID().toString(), configuration)) {
            VersionContexts contexts = node.contexts();
            contexts.pin().requireSnapshot(); // the first request takes more steps
            node.cut(true);
            Throwable failure =
                    await().until(() -> catchThrowable(() -> contexts.pin().requireSnapshot()), Objects::nonNull);
            while (failure.getCause() != null) {
                failure = failure.getCause();
            }

            List<String> frames = Arrays.stream(failure.getStackTrace())
                    .map(frame -> frame.getClassName() + "." + frame.getMethodName())
                    .filter(frame -> frame.startsWith(OURS))
                    .toList();
            assertThat(frames).last().asString().endsWith("VersionContexts.pin");
            // the filter is the tenth
            assertThat(frames).hasSizeLessThanOrEqualTo(9).noneMatch(frame -> frame.contains("lambda$"));
        }
    }
}
