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
import java.util.Base64;
import java.util.StringJoiner;

/** A war on a server, as a browser sees it. */
public final class Application implements AutoCloseable {

    private final URI uri;
    private final Runnable undeploy;
    private final HttpClient client;
    private final String user;

    Application(URI uri, Runnable undeploy) {
        this(uri, undeploy, "");
    }

    private Application(URI uri, Runnable undeploy, String user) {
        this.user = user;
        this.uri = uri;
        this.undeploy = undeploy;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .cookieHandler(new CookieManager())
                .connectTimeout(Duration.ofSeconds(10))
                .build();
    }

    public URI uri() {
        return uri;
    }

    /** Returns the same application with another client, which has its own cookies and connections. */
    Application anotherBrowser() {
        return new Application(uri, undeploy);
    }

    /** Returns the same application with another client, which gives this name and any password. */
    Application as(String name) {
        return new Application(uri, undeploy, name);
    }

    /** Requests a page; the parameters are alternating names and values. */
    Answer get(String path, Object... parameters) {
        return send(
                HttpRequest.newBuilder(uri.resolve(path + (parameters.length == 0 ? "" : "?" + encoded(parameters))))
                        .GET());
    }

    /** Requests a page unless it has this tag. */
    HttpResponse<String> getUnless(String tag, String path) {
        return exchange(HttpRequest.newBuilder(uri.resolve(path))
                .header("If-None-Match", tag)
                .GET());
    }

    /** Sends a form; a redirection is not followed. */
    Answer post(String path, Object... parameters) {
        return send(HttpRequest.newBuilder(uri.resolve(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(encoded(parameters))));
    }

    /** Sends a text. */
    /** Sends what {@code curl -X PUT -d text} sends. */
    Answer put(String path, String text) {
        return send(HttpRequest.newBuilder(uri.resolve(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .PUT(HttpRequest.BodyPublishers.ofString(text)));
    }

    private static String encoded(Object... parameters) {
        StringJoiner encoded = new StringJoiner("&");
        for (int i = 0; i < parameters.length; i += 2) {
            encoded.add(parameters[i] + "=" + URLEncoder.encode(parameters[i + 1].toString(), StandardCharsets.UTF_8));
        }
        return encoded.toString();
    }

    private Answer send(HttpRequest.Builder request) {
        HttpResponse<String> response = exchange(request);
        return new Answer(response.statusCode(), response.body());
    }

    private HttpResponse<String> exchange(HttpRequest.Builder request) {
        if (!user.isEmpty()) {
            request.header(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString((user + ":any").getBytes(StandardCharsets.UTF_8)));
        }
        try {
            return client.send(request.timeout(Duration.ofMinutes(1)).build(), HttpResponse.BodyHandlers.ofString());
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
        undeploy.run();
    }
}
