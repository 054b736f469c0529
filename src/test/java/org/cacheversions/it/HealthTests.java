package org.cacheversions.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A server with MicroProfile Health discovers the readiness check. */
abstract class HealthTests extends NotesTestBase {

    HealthTests(Server server) {
        super(server);
    }

    @Test
    void theServerReportsReadableVersions() {
        notes.get("call/text", "id", 1);
        Answer ready = notes.get("/health/ready");
        assertThat(ready.status()).isEqualTo(200);
        assertThat(ready.body().replaceAll("\\s", "")).contains("\"name\":\"cache-versions\",\"status\":\"UP\"");
    }
}
