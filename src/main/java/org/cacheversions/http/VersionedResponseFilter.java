package org.cacheversions.http;

import jakarta.inject.Inject;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import org.cacheversions.UnknownCacheException;
import org.cacheversions.internal.cdi.CacheRuntime;
import org.cacheversions.internal.core.call.RequestFacts;
import org.cacheversions.internal.core.call.ResponseTag;
import org.cacheversions.internal.core.call.TagPolicy;
import org.cacheversions.internal.core.call.UserFacts;
import org.cacheversions.internal.core.call.VersionContext;
import org.cacheversions.internal.core.call.VersionContexts;
import org.cacheversions.internal.core.config.Configuration;
import org.cacheversions.internal.core.versions.CacheNames;

/**
 * A servlet filter that returns 304 for GET and HEAD, without running the servlet, Faces view or JSP, while no cache has
 * changed that the response depends on. Otherwise a response with status 200 gets an {@code ETag} and
 * {@code Cache-Control}. The tag is a digest of the labels of the caches, the user, the session if there is one, and the
 * build of the application; it shows none of them. The application maps the filter, behind the filters that check access:
 *
 * <pre>{@code
 * <filter>
 *   <filter-name>categories</filter-name>
 *   <filter-class>org.cacheversions.http.VersionedResponseFilter</filter-class>
 *   <init-param><param-name>caches</param-name><param-value>categories, permissions</param-value></init-param>
 *   <init-param><param-name>vary</param-name><param-value>user, session, Accept-Language</param-value></init-param>
 * </filter>
 * }</pre>
 *
 * <ul>
 *   <li>{@code caches}: what the responses depend on.
 *   <li>{@code vary}: {@code user}, {@code session}, {@code none}, and names of request headers; by default the user and
 *       the session, to which headers are added.
 *   <li>{@code max-age}: how long a response may be used whose content depends on the time, such as {@code PT5M}.
 *   <li>{@code cache-control}: by default {@code private, no-cache}.
 *   <li>{@code cache-groups}: {@code true} for the header {@code Cache-Groups} (RFC 9875) with the names of the caches, by
 *       which a cache in front of the server can remove all responses that depend on one of them.
 * </ul>
 *
 * <p>There is no tag if the request has invalidated one of the caches, has used a cached method of another cache (one
 * warning names it), sets a cookie, or has called {@link org.cacheversions.CacheVersions#noTag()}, nor while a
 * transaction is active or in an asynchronous request. Data that is read without a cached method cannot be seen: name the
 * caches that it belongs to. The filter keeps the first 64 KB of a response until it is known whether it gets a tag. If
 * something stands against the tag of a longer response, or one that is flushed, after it has been sent, this node does
 * not accept the tag.
 *
 * <p>Thread-safe.
 */
public class VersionedResponseFilter implements Filter {

    @Inject
    @SuppressWarnings("NullAway.Init")
    CacheRuntime runtime;

    private final RecalledTags recalled = new RecalledTags();
    private SortedSet<String> caches = Collections.emptySortedSet();
    private TagPolicy policy = TagPolicy.of(List.of(), null, TagPolicy.CACHE_CONTROL, false);

    /** Called by the container. */
    public VersionedResponseFilter() {}

    /**
     * Reads the init parameters.
     *
     * @throws ServletException if one of them is bad
     */
    @Override
    public void init(FilterConfig configuration) throws ServletException {
        caches = parsed(configuration, "caches", "", text -> CacheNames.sorted(words(text)));
        if (caches.isEmpty()) {
            throw new ServletException(HttpMessages.badParameter("caches", ""));
        }
        Duration maxAge = configuration.getInitParameter("max-age") == null
                ? null
                : parsed(configuration, "max-age", "", Configuration::duration);
        String cacheControl = parsed(configuration, "cache-control", TagPolicy.CACHE_CONTROL, text -> text);
        boolean groups = parsed(configuration, "cache-groups", "false", VersionedResponseFilter::flag);
        policy = parsed(configuration, "vary", "", text -> TagPolicy.of(words(text), maxAge, cacheControl, groups));
        runtime.engine().declare(configuration.getFilterName(), caches);
        runtime.engine().contexts().expectTags();
    }

    private interface Parser<T> {
        T of(String text);
    }

    private static <T> T parsed(FilterConfig configuration, String name, String byDefault, Parser<T> parser)
            throws ServletException {
        String given = configuration.getInitParameter(name);
        String text = given == null ? byDefault : given.strip();
        try {
            return parser.of(text);
        } catch (IllegalArgumentException | UnknownCacheException e) {
            throw new ServletException(HttpMessages.badParameter(name, text), e);
        }
    }

    private static boolean flag(String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException(text);
        }
        return text.equals("true");
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList();
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        VersionContexts contexts = runtime.engine().contexts();
        VersionContext context = contexts.current();
        RequestFacts pinned = context == null ? null : context.facts();
        if (context == null || pinned == null || !pinned.isRead()) {
            chain.doFilter(request, response);
            return;
        }
        RequestFacts facts = facts(pinned, (HttpServletRequest) request);
        context.facts(facts);
        ResponseTag tag = contexts.tag(context, caches, List.of(), policy);
        if (tag == null) {
            chain.doFilter(request, response);
            return;
        }
        List<String> known = facts.header("If-None-Match");
        HttpServletResponse http = (HttpServletResponse) response;
        String current = tag.value();
        if (current != null && recalled.contains(current)) {
            chain.doFilter(request, response);
            return;
        }
        if (current != null && tag.isAmong(known)) {
            TaggedResponse.setHeaders(http, tag, current);
            http.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        TaggedResponse tagged = new TaggedResponse(http, tag, facts, recalled, ResponseTag.isAny(known));
        boolean returned = false;
        try {
            chain.doFilter(request, tagged);
            returned = true;
        } finally {
            if (!returned) {
                tagged.fail();
            }
        }
        tagged.finish(request.isAsyncStarted());
    }

    /** Filters before this one may have wrapped the request to log a user in. */
    private static RequestFacts facts(RequestFacts pinned, HttpServletRequest request) {
        return new UserFacts(pinned, request::getRemoteUser, () -> {
            HttpSession session = request.getSession(false);
            return session == null ? null : session.getId();
        });
    }
}
