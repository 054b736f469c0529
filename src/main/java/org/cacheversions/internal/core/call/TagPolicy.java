package org.cacheversions.internal.core.call;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What tells the variants of a response apart. Immutable and thread-safe.
 *
 * @param user whether each user gets a response of their own
 * @param session whether each session does
 * @param headers the request headers that the response depends on
 * @param maxAge how long a response may be used that depends on the time, or {@code null} for no limit
 * @param cacheControl the header of the response
 * @param groups whether the header {@code Cache-Groups} names the caches
 * @param types the media types that the response may have, as far as they are known
 */
public record TagPolicy(
        boolean user,
        boolean session,
        List<String> headers,
        @Nullable Duration maxAge,
        String cacheControl,
        boolean groups,
        List<String> types) {

    /** What a browser does by default: it keeps the response for its user, and asks each time. */
    public static final String CACHE_CONTROL = "private, no-cache";

    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");

    /**
     * Reads {@code vary}: {@code user}, {@code session}, {@code none}, and names of headers. By default a response
     * varies with the user, and with the session if there is one.
     *
     * @throws IllegalArgumentException if a word is not the name of a header, or {@code none} is not alone among the
     *     first three
     */
    public static TagPolicy of(List<String> vary, @Nullable Duration maxAge, String cacheControl, boolean groups) {
        List<String> headers = new ArrayList<>(vary);
        headers.removeAll(List.of("user", "session", "none"));
        for (String header : headers) {
            if (!TOKEN.matcher(header).matches()) {
                throw new IllegalArgumentException(header);
            }
        }
        boolean none = vary.contains("none");
        boolean byDefault = headers.size() == vary.size();
        boolean user = byDefault || vary.contains("user");
        boolean session = byDefault || vary.contains("session");
        if (none && (user || session)) {
            throw new IllegalArgumentException("none");
        }
        return new TagPolicy(user, session, List.copyOf(headers), maxAge, cacheControl, groups, List.of());
    }

    /**
     * Returns the same for a response of these types, one of which the request selects. Unless it is a single one, the
     * response varies with Accept; if it is, that of another method for the same address has another tag.
     */
    public TagPolicy producing(List<String> mediaTypes) {
        List<String> all = new ArrayList<>(headers);
        boolean single = mediaTypes.size() == 1 && !mediaTypes.get(0).contains("*");
        if (!single && all.stream().noneMatch("Accept"::equalsIgnoreCase)) {
            all.add("Accept");
        }
        return new TagPolicy(user, session, List.copyOf(all), maxAge, cacheControl, groups, List.copyOf(mediaTypes));
    }

    /** Returns the header Vary of the response, or an empty text. */
    public String vary() {
        List<String> names = new ArrayList<>(headers);
        if (user || session) {
            names.add("Cookie");
            names.add("Authorization");
        }
        return String.join(", ", names);
    }

    /** A user may have any name, also one that reads like that of nobody. */
    private static String named(String what, @Nullable String name) {
        return name == null ? "no " + what : what + ' ' + name;
    }

    /** Returns the texts that tell this request's variant apart. */
    List<String> variant(RequestFacts facts, String revision) {
        List<String> parts = new ArrayList<>();
        parts.add(revision);
        parts.add(user ? named("user", facts.user()) : "");
        parts.add(session ? named("session", facts.session()) : "");
        parts.add(String.join(",", types));
        for (String header : headers) {
            parts.add(header.toLowerCase(Locale.ROOT) + facts.header(header));
        }
        if (maxAge != null) {
            parts.add("time " + facts.time().toEpochMilli() / Math.max(1, maxAge.toMillis()));
        }
        return parts;
    }
}
