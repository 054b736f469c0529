package org.cacheversions.internal.core.call;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.cacheversions.CacheVersions;
import org.cacheversions.Scope;
import org.cacheversions.internal.core.support.PerClass;
import org.cacheversions.internal.core.versions.CacheNames;
import org.cacheversions.spi.ScopeStamp;
import org.cacheversions.spi.VersionRow;
import org.jspecify.annotations.Nullable;

/**
 * The snapshot of a request, as the application sees it. A cache whose label the request must not use, since it has
 * invalidated the cache or read its data in an earlier transaction, has another version and key at each call, so that a
 * cache of the application's own is bypassed, too. Thread-safe.
 */
public final class SnapshotVersions implements CacheVersions {

    private static final PerClass<Boolean> HAS_TEXT = new PerClass<>(SnapshotVersions::hasText);

    private final VersionContext context;
    private final UnaryOperator<Scope> check;

    public SnapshotVersions(VersionContext context) {
        this(context, scope -> scope);
    }

    /**
     * Shows the snapshot of a request.
     *
     * @param check throws if a scope cannot be one of its cache
     */
    public SnapshotVersions(VersionContext context, UnaryOperator<Scope> check) {
        this.context = context;
        this.check = check;
    }

    @Override
    public String get(String cache) {
        return context.requireSnapshot().row(cache).version();
    }

    @Override
    public String get(Scope scope) {
        return context.label(check.apply(scope)).version();
    }

    @Override
    public boolean contains(@Nullable String cache) {
        return context.requireSnapshot().find(cache) != null;
    }

    @Override
    public Map<String, String> asMap() {
        Map<String, String> versions = new TreeMap<>();
        for (VersionRow row : context.requireSnapshot().rows().values()) {
            versions.put(row.cache(), row.version());
        }
        return Collections.unmodifiableMap(versions);
    }

    @Override
    public String key(String cache, @Nullable Object... parts) {
        VersionRow row = context.requireSnapshot().row(cache);
        return key(row.cache(), row, context.hasInvalidated(List.of(row)), parts);
    }

    @Override
    public String key(Scope scope, @Nullable Object... parts) {
        VersionRow label = context.label(check.apply(scope));
        boolean own = context.hasInvalidatedScopes(List.of(new ScopeStamp(label, scope.text())));
        return key(label.cache() + ':' + escaped(scope.text()), label, own, parts);
    }

    private String key(String begin, VersionRow label, boolean own, @Nullable Object... parts) {
        StringBuilder key = new StringBuilder(begin)
                .append(':')
                .append(own || context.isLate() ? "own-" + UUID.randomUUID() : label.label());
        for (Object part : parts) {
            key.append(':').append(escaped(part));
        }
        return key.toString();
    }

    private static String escaped(@Nullable Object part) {
        return part == null ? "\\0" : text(part).replace("\\", "\\\\").replace(":", "\\.");
    }

    private static String text(Object part) {
        if (part.getClass().isArray()) {
            if (part instanceof Object[] elements) {
                for (Object element : elements) {
                    if (element != null) {
                        var unused = text(element);
                    }
                }
            }
            String nested = Arrays.deepToString(new Object[] {part});
            return nested.substring(1, nested.length() - 1);
        }
        if (HAS_TEXT.get(part.getClass())) {
            return part.toString();
        }
        throw new IllegalArgumentException(CallMessages.partWithoutText(part.getClass()));
    }

    /** The text of {@link Object#toString} does not show the content, and may be that of another object later. */
    private static boolean hasText(Class<?> type) {
        try {
            return type.getMethod("toString").getDeclaringClass() != Object.class;
        } catch (NoSuchMethodException e) {
            return true;
        }
    }

    @Override
    public Optional<String> etag(String... caches) {
        ResponseTag tag = ResponseTag.of(
                context,
                CacheNames.sorted(List.of(caches)),
                List.of(),
                TagPolicy.of(List.of(), null, "", false),
                () -> false,
                warning -> {});
        return Optional.ofNullable(tag == null ? null : tag.value());
    }

    @Override
    public void noTag() {
        context.refuseTags();
    }

    @Override
    public String toString() {
        return asMap().toString();
    }
}
