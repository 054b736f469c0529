package org.cacheversions.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.StringJoiner;

/** A war on a server, as a browser sees it. */
public final class Application implements AutoCloseable {

    private final Server server;
    private final String context;
    private final URI uri;
    private final HttpClient client;

    Application(Server server, String context, URI uri) {
        this.server = server;
        this.context = context;
        this.uri = uri;
        this.client = HttpClient.newBuilder()
                .cookieHandler(new CookieManager())
                .connectTimeout(Duration.ofSeconds(10))
                .build();
    }

    /** Answers where it is. */
    public URI uri() {
        return uri;
    }

    /** Answers the same application through another client, with cookies and connections of its own. */
    Application anotherBrowser() {
        return new Application(server, context, uri);
    }

    /** Asks for a page; the parameters are names and values in turn. */
    Answer get(String path, Object... parameters) {
        StringJoiner query = new StringJoiner("&");
        for (int i = 0; i < parameters.length; i += 2) {
            query.add(parameters[i] + "=" + URLEncoder.encode(parameters[i + 1].toString(), StandardCharsets.UTF_8));
        }
        return send(HttpRequest.newBuilder(uri.resolve(path + (query.length() == 0 ? "" : "?" + query)))
                .GET());
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response =
                    client.send(request.timeout(Duration.ofMinutes(1)).build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Undeploys it. */
    @Override
    public void close() {
        server.undeploy(context);
    }
}
