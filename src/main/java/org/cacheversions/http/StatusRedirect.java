package org.cacheversions.http;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.UndeclaredThrowableException;
import org.jspecify.annotations.Nullable;

/** The redirect with a status of Servlet 6.1, which the API of 6.0 lacks. Thread-safe. */
final class StatusRedirect {

    private static final @Nullable MethodHandle METHOD = find();

    private StatusRedirect() {}

    private static @Nullable MethodHandle find() {
        try {
            return MethodHandles.publicLookup()
                    .findVirtual(
                            HttpServletResponse.class,
                            "sendRedirect",
                            MethodType.methodType(void.class, String.class, int.class, boolean.class));
        } catch (NoSuchMethodException | IllegalAccessException e) {
            return null; // Servlet 6.0, where nothing calls it
        }
    }

    static void send(HttpServletResponse response, String location, int status, boolean clear) throws IOException {
        if (METHOD == null) {
            throw new UnsupportedOperationException("the server has no redirect with a status");
        }
        try {
            METHOD.invoke(response, location, status, clear);
        } catch (IOException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new UndeclaredThrowableException(e);
        }
    }
}
