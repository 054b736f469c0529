package org.cacheversions.example.web;

import jakarta.faces.context.FacesContext;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/** What the pages that show one thing have in common: it may not be there. */
final class Page {
    private Page() {}

    /** The thing, or {@code null}, in which case the answer is "404 Not Found" and nothing else is to be done. */
    static <T> T orNotFound(Optional<T> found) {
        if (found.isEmpty()) {
            FacesContext faces = FacesContext.getCurrentInstance();
            try {
                faces.getExternalContext()
                        .responseSendError(HttpServletResponse.SC_NOT_FOUND, "There is no such thing here.");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            faces.responseComplete();
        }
        return found.orElse(null);
    }
}
