package org.cacheversions;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The part of a cache that one invalidation concerns, such as the permissions of one user.
 *
 * <pre>{@code
 * invalidator.invalidate(Scope.of("permissions", userId));
 * }</pre>
 *
 * <p>A scope has one or more components: {@code long}, {@code int}, {@code short}, {@link UUID}, {@link String}, an enum,
 * or a record of these, whose components count one by one. They are compared by their text, so the number 42 and the
 * text {@code "42"} are the same scope. All scopes of a cache must have the same number of components: a scope of a
 * tenant and a user is not a part of the scope of the tenant.
 *
 * <p>Immutable and thread-safe.
 */
public final class Scope {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_.:-]{1,60}");

    private final String cache;
    private final List<String> components;

    private Scope(String cache, List<String> components) {
        this.cache = cache;
        this.components = List.copyOf(components);
    }

    /**
     * Returns the scope of a cache with these components.
     *
     * @throws IllegalArgumentException if a component is {@code null} or of another type, or if there is none
     */
    public static Scope of(String cache, @Nullable Object... components) {
        List<String> texts = new ArrayList<>();
        for (Object component : components) {
            add(texts, cache, component);
        }
        if (texts.isEmpty()) {
            throw new IllegalArgumentException("CV0611: a scope of the cache '" + cache
                    + "' has no component. Name what the invalidation concerns, for example the id of a user, or"
                    + " invalidate the whole cache.");
        }
        return new Scope(cache, texts);
    }

    private static void add(List<String> texts, String cache, @Nullable Object component) {
        if (component instanceof Long
                || component instanceof Integer
                || component instanceof Short
                || component instanceof String
                || component instanceof UUID) {
            texts.add(component.toString());
        } else if (component instanceof Enum<?> constant) {
            texts.add(constant.name());
        } else if (component instanceof Record) {
            for (RecordComponent part : component.getClass().getRecordComponents()) {
                add(texts, cache, read(part, component));
            }
        } else {
            throw new IllegalArgumentException("CV0612: a scope of the cache '" + cache + "' has a component "
                    + (component == null
                            ? "that is null"
                            : "of type " + component.getClass().getName())
                    + ". Use a long, int, short, UUID, String or enum, or a record of these.");
        }
    }

    private static Object read(RecordComponent part, Object owner) {
        try {
            part.getAccessor().setAccessible(true);
            return part.getAccessor().invoke(owner);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalArgumentException(
                    "CV0613: the component " + part + " of a scope cannot be read. Correct its accessor.", e);
        }
    }

    /** Returns the name of the cache. */
    public String cache() {
        return cache;
    }

    /** Returns the texts of the components. */
    public List<String> components() {
        return components;
    }

    /**
     * Returns the form in which the journal has the components: {@code =} and their texts with a colon between them, if
     * that is up to 60 characters of {@code [A-Za-z0-9_.:-]}, and otherwise {@code ~} and a digest. Scopes with the same
     * text are invalidated together.
     */
    public String text() {
        String joined = String.join(":", components);
        return PLAIN.matcher(joined).matches() ? "=" + joined : "~" + digest(joined);
    }

    private static String digest(String joined) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(joined.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java platform has it
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Scope that && cache.equals(that.cache) && components.equals(that.components);
    }

    @Override
    public int hashCode() {
        return Objects.hash(cache, components);
    }

    /** Returns the cache and the components, as in {@code permissions[42]}. */
    @Override
    public String toString() {
        return cache + components;
    }
}
