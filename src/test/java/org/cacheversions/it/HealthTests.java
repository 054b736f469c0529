package org.cacheversions.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** A server with MicroProfile Health finds the readiness check by itself. */
abstract class HealthTests extends NotesTestBase {

    HealthTests(Server server) {
        super(server);
    }

    @Test
    void theServerReportsReadableVersions() throws IOException, InterruptedException {
        notes.get("call/text", "id", 1);
        HttpResponse<String> ready = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.httpPort() + "/health/ready"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(ready.statusCode()).isEqualTo(200);
        assertThat(ready.body().replaceAll("\\s", "")).contains("\"name\":\"cache-versions\",\"status\":\"UP\"");
    }
}
