package org.cacheversions.internal.core.figures;

import java.time.Instant;
import java.util.List;
import org.cacheversions.internal.core.support.Text;
import org.jspecify.annotations.Nullable;

/**
 * An invalidation that this node has seen.
 *
 * @param at when it was committed, or when this node has read what another node has committed
 * @param caches the first few of its caches
 * @param scopes the first few of its scopes, each after its cache; a cache without one was invalidated as a whole, as far
 *     as the node knows
 * @param places the methods, or other places in the code, where it comes from, or {@code null} if it is not of this node
 * @param user the name of the user whose request it was, or {@code null}
 */
public record SeenInvalidation(
        Instant at,
        List<String> caches,
        List<String> scopes,
        @Nullable List<String> places,
        @Nullable String user) {

    /** Returns a text of one line. */
    public String text() {
        String text = String.join(", ", scopes.isEmpty() ? caches : scopes) + " at " + at + " by "
                + (places == null ? "another node" : String.join(", ", places))
                + (user == null ? "" : " for " + user);
        return Text.oneLine(text);
    }
}
