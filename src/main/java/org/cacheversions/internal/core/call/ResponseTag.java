package org.cacheversions.internal.core.call;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cacheversions.Scope;
import org.cacheversions.internal.core.entries.CachedMethod;
import org.cacheversions.internal.core.versions.VersionSnapshot;
import org.cacheversions.spi.ScopeStamp;
import org.cacheversions.spi.VersionRow;
import org.jspecify.annotations.Nullable;

/**
 * The {@code ETag} of a response: a digest of the labels of the caches and scopes that it depends on, and of its
 * variant. It shows none of them. With scopes, the revisions of their stamps stand behind the digest, since nodes may
 * know different labels of one scope; a stamp is judged like that of an entry. Used by one thread at a time.
 */
public final class ResponseTag {

    /** A tag in If-None-Match. Proxies that compress add a suffix to it. */
    private static final Pattern TAG =
            Pattern.compile("(?:W/)?\"([0-9a-f]{32})((?:\\.[0-9]{1,18}){0,16})(?:[-;][^\"]{0,16})?\"");

    private static final int DIGITS = 32;

    private final VersionContext context;
    private final SortedSet<String> caches;
    private final List<Scope> scopes;
    private final List<VersionRow> labels;
    private final RequestFacts facts;
    private final @Nullable String user;
    private final @Nullable String session;
    private final List<String> variant;
    private final TagPolicy policy;
    private final BooleanSupplier inTransaction;
    private final Consumer<String> warnings;
    private boolean refused;

    private ResponseTag(
            VersionContext context,
            SortedSet<String> caches,
            List<Scope> scopes,
            List<VersionRow> labels,
            RequestFacts facts,
            String revision,
            TagPolicy policy,
            BooleanSupplier inTransaction,
            Consumer<String> warnings) {
        this.context = context;
        this.caches = caches;
        this.scopes = scopes;
        this.labels = labels;
        this.facts = facts;
        this.user = facts.user();
        this.session = facts.session();
        this.variant = policy.variant(facts, revision);
        this.policy = policy;
        this.inTransaction = inTransaction;
        this.warnings = warnings;
    }

    /** Returns a tag, or {@code null} if the versions of these caches and scopes, or the build, are not known. */
    static @Nullable ResponseTag of(
            VersionContext context,
            SortedSet<String> caches,
            List<Scope> scopes,
            TagPolicy policy,
            BooleanSupplier inTransaction,
            Consumer<String> warnings) {
        RequestFacts facts = context.facts();
        VersionSnapshot snapshot = context.isLate() ? null : context.snapshot();
        List<VersionRow> labels = snapshot == null ? null : snapshot.labels(caches);
        if (facts == null
                || snapshot == null
                || labels == null
                || scopes.stream().anyMatch(scope -> snapshot.find(scope.cache()) == null)) {
            return null;
        }
        String revision = facts.revision();
        return revision == null
                ? null
                : new ResponseTag(context, caches, scopes, labels, facts, revision, policy, inTransaction, warnings);
    }

    SortedSet<String> caches() {
        return caches;
    }

    List<Scope> scopes() {
        return scopes;
    }

    public TagPolicy policy() {
        return policy;
    }

    /** Returns the header {@code Cache-Groups} (RFC 9875), or an empty text if the policy wants none. */
    public String groups() {
        return policy.groups()
                ? Stream.concat(caches.stream(), scopes.stream().map(Scope::cache))
                        .map(name -> '"' + name + '"')
                        .distinct()
                        .collect(Collectors.joining(", "))
                : "";
    }

    /** Makes the response go without this tag. */
    public void refuse() {
        refused = true;
    }

    /** Returns the tag, or {@code null} if the response must have none as things stand. */
    public @Nullable String value() {
        List<ScopeStamp> stamps = context.stamps(scopes);
        if (isRefused(stamps) || inTransaction.getAsBoolean()) { // which may still be rolled back
            return null;
        }
        return "W/\"" + digest(stamps) + revisions(stamps) + '"';
    }

    private boolean isRefused(List<ScopeStamp> stamps) {
        return refused
                || context.used().isRefused()
                || isOfAnotherUser()
                || context.hasInvalidated(labels)
                || context.hasInvalidatedScopes(stamps)
                || usesOthers()
                || outlivesAValue();
    }

    /** Returns whether a user has logged in or out, or a session has begun or ended, since the tag was begun. */
    private boolean isOfAnotherUser() {
        RequestFacts latest = context.facts(); // a filter may have begun the tag before a later part knew the user
        return !Objects.equals(facts.user(), user)
                || !Objects.equals(facts.session(), session)
                || (latest != null && (latest.user() == null) != (user == null));
    }

    /** Returns whether the response depends on a cache or scope that the tag does not name. */
    private boolean usesOthers() {
        SortedSet<String> others = context.used().beyond(caches, scopes);
        others.forEach(used -> warnings.accept(CallMessages.tagWithoutCache(names(), used)));
        return !others.isEmpty();
    }

    /** Returns whether the response could be used for longer than a value with a time to live that it contains. */
    private boolean outlivesAValue() {
        CachedMethod method = context.used().outlived(policy.maxAge());
        if (method != null) {
            warnings.accept(CallMessages.tagWithoutMaxAge(
                    names(), method.id(), String.valueOf(method.options().timeToLive())));
        }
        return method != null;
    }

    /** Returns whether one of the tags in If-None-Match is that of the response which this request would compute. */
    public boolean isAmong(List<String> ifNoneMatch) {
        if (isRefused(context.stamps(scopes))) {
            return false;
        }
        for (String line : ifNoneMatch) {
            Matcher tags = TAG.matcher(line);
            while (tags.find()) {
                List<ScopeStamp> stamps = context.stampsAt(scopes, revisions(tags.group(2)));
                if (stamps != null && MessageDigest.isEqual(bytes(digest(stamps)), bytes(tags.group(1)))) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Returns whether If-None-Match is {@code *}, which matches any response, but only after there is one. */
    public static boolean isAny(List<String> ifNoneMatch) {
        return ifNoneMatch.size() == 1 && ifNoneMatch.get(0).strip().equals("*");
    }

    private List<String> names() {
        List<String> names = new ArrayList<>(caches);
        scopes.forEach(scope -> names.add(scope.cache() + " (a scope)"));
        return names;
    }

    private String digest(List<ScopeStamp> stamps) {
        StringBuilder text = new StringBuilder();
        for (VersionRow label : labels) {
            append(text, label.cache());
            append(text, label.label());
        }
        for (ScopeStamp stamp : stamps) {
            append(text, stamp.label().cache());
            append(text, stamp.scope());
            append(text, stamp.label().label());
        }
        variant.forEach(part -> append(text, part));
        return HexFormat.of().formatHex(sha256().digest(bytes(text.toString()))).substring(0, DIGITS);
    }

    /** The length keeps neighbours apart. */
    private static void append(StringBuilder text, String part) {
        text.append(part.length()).append(' ').append(part);
    }

    private static String revisions(List<ScopeStamp> stamps) {
        return stamps.stream().map(stamp -> "." + stamp.label().revision()).collect(Collectors.joining());
    }

    private static long[] revisions(String text) {
        return Arrays.stream(text.split("\\."))
                .filter(each -> !each.isEmpty())
                .mapToLong(Long::parseLong)
                .toArray();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java platform has it
        }
    }
}
