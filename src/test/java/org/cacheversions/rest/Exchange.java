package org.cacheversions.rest;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.SecurityContext;
import java.lang.reflect.Proxy;
import java.security.Principal;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A GET request of Jakarta REST and its response, for the library's providers. */
final class Exchange {

    private final Map<Object, Object> properties = new HashMap<>();
    private final MultivaluedMap<String, String> sent = new MultivaluedHashMap<>();
    private final MultivaluedMap<String, Object> headers = new MultivaluedHashMap<>();
    private @Nullable String user;

    final ContainerRequestContext request =
            proxy(ContainerRequestContext.class, (method, arguments) -> switch (method) {
                case "getProperty" -> properties.get(arguments[0]);
                case "setProperty" -> properties.put(arguments[0], arguments[1]);
                case "getMethod" -> "GET";
                case "getHeaders" -> sent;
                case "getSecurityContext" -> proxy(SecurityContext.class, (asked, none) -> principal());
                default -> throw new UnsupportedOperationException(method);
            });

    private interface Answers {
        @Nullable
        Object answer(String method, Object[] arguments);
    }

    private static <T> T proxy(Class<T> type, Answers answers) {
        return type.cast(Proxy.newProxyInstance(
                Exchange.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> answers.answer(method.getName(), arguments)));
    }

    private @Nullable Principal principal() {
        String name = user;
        return name == null ? null : () -> name;
    }

    void logIn(String name) {
        user = name;
    }

    void sends(String name, String value) {
        sent.putSingle(name, value);
    }

    /** Returns the tag that the response gets on this thread. */
    @Nullable
    String respond(VersionedResponses responses) {
        responses.filter(request, proxy(ContainerResponseContext.class, (method, arguments) -> switch (method) {
            case "getStatus" -> 200;
            case "getHeaders" -> headers;
            case "getCookies" -> Map.of();
            default -> throw new UnsupportedOperationException(method);
        }));
        return header("ETag");
    }

    /** Returns a header of the response. */
    @Nullable
    String header(String name) {
        return (String) headers.getFirst(name);
    }
}
