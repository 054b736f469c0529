package org.cacheversions.internal.core.call;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the tag of a response depends on besides versions. Used by the thread of the request. */
public interface RequestFacts {

    /** Returns whether it is a GET or HEAD, whose response may have a tag. */
    boolean isRead();

    /** Returns the lines of a header, or an empty list. */
    List<String> header(String name);

    /** Returns the name of the user, or {@code null} if nobody is logged in. */
    @Nullable
    String user();

    /** Returns the id of the session, or {@code null} if there is none. */
    @Nullable
    String session();

    /** Returns whether the request has begun a session, so that the response sets a cookie. */
    boolean hasNewSession();

    /** Returns a text that changes with each build of the application, or {@code null} if there is none. */
    @Nullable
    String revision();

    Instant time();
}
