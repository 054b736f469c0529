package org.cacheversions.internal.core.entries;

import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import org.cacheversions.CacheFilter;
import org.cacheversions.CacheKeyGenerator;
import org.cacheversions.Scope;
import org.cacheversions.spi.EntryKey;
import org.jspecify.annotations.Nullable;

/**
 * A cached method, or an injected cache: all that is resolved once, at deployment.
 *
 * @param index the position among all cached methods, from 0
 * @param id the method with its parameter types, or the names of an injected cache
 * @param method the method, for generators and filters; {@code null} for an injected cache
 * @param caches the caches that entries depend on, sorted
 * @param keyParameters the positions of the parameters that make up the key; empty for all
 * @param valueType the type of the values
 * @param asynchronous whether the method returns a {@code CompletionStage} of the value
 * @param options how entries are kept
 * @param statistics the counters of this method
 * @param scopes the parameters that make up the scopes of its caches
 */
public record CachedMethod(
        int index,
        String id,
        @Nullable Method method,
        SortedSet<String> caches,
        List<Integer> keyParameters,
        Type valueType,
        boolean asynchronous,
        Options options,
        Statistics statistics,
        ScopeParameters scopes) {

    /** Creates a method without scopes. */
    public CachedMethod(
            int index,
            String id,
            @Nullable Method method,
            SortedSet<String> caches,
            List<Integer> keyParameters,
            Type valueType,
            boolean asynchronous,
            Options options,
            Statistics statistics) {
        this(
                index,
                id,
                method,
                caches,
                keyParameters,
                valueType,
                asynchronous,
                options,
                statistics,
                ScopeParameters.none(caches));
    }

    /**
     * How the entries of a method are kept.
     *
     * @param timeToLive the longest time that an entry lives, or {@code null} for no limit
     * @param cacheNulls whether {@code null} and empty optionals are stored
     * @param lockTimeout how long to wait for another thread's load
     * @param generator generates the key; {@code null} for the default key
     * @param unless excludes values from being stored; {@code null} for none
     * @param staleOnError how long an expired or invalidated value may still be served when the load fails, or
     *     {@code null} for never
     * @param refreshAhead how long before its end an entry that is hit is refreshed, or {@code null} for never
     * @param apart whether the method never runs in a transaction of its caller, so that its loads see later commits
     */
    public record Options(
            @Nullable Duration timeToLive,
            boolean cacheNulls,
            Duration lockTimeout,
            @Nullable CacheKeyGenerator generator,
            @Nullable CacheFilter unless,
            @Nullable Duration staleOnError,
            @Nullable Duration refreshAhead,
            boolean apart) {

        /** Creates options without stale values and without refresh. */
        public Options(
                @Nullable Duration timeToLive,
                boolean cacheNulls,
                Duration lockTimeout,
                @Nullable CacheKeyGenerator generator,
                @Nullable CacheFilter unless) {
            this(timeToLive, cacheNulls, lockTimeout, generator, unless, null, null, false);
        }

        /** Returns how long an entry is kept beyond its time to live. */
        Duration grace() {
            return staleOnError == null ? Duration.ZERO : staleOnError;
        }
    }

    /**
     * Returns the key of a call with these arguments. Later changes of an argument do not affect it, unless the
     * argument is an array.
     *
     * @throws UnkeptKeyException if an argument cannot be a part of a key
     * @throws RuntimeException if the key generator throws it
     */
    public EntryKey key(@Nullable Object[] arguments) throws UnkeptKeyException {
        CacheKeyGenerator generator = options.generator();
        if (generator != null && method != null) {
            return keyOf(withScopes(generator.generate(method, arguments), arguments));
        }
        return keyOf(keyParameters.isEmpty() ? arguments : selected(arguments));
    }

    /** The scope of a call is a part of its key. */
    private @Nullable Object[] withScopes(@Nullable Object generated, @Nullable Object[] arguments) {
        List<@Nullable Object> parts = new ArrayList<>();
        parts.add(generated);
        scopes.positions().values().stream()
                .flatMap(List::stream)
                .distinct()
                .forEach(position -> parts.add(arguments[position]));
        return parts.toArray();
    }

    /** Returns an equal key that does not change with the arguments, as far as these can be copied. */
    public static EntryKey kept(EntryKey key) {
        return KeyCopy.of(key);
    }

    private static EntryKey keyOf(@Nullable Object[] parts) throws UnkeptKeyException {
        try {
            return switch (parts.length) {
                case 0 -> EntryKey.empty();
                case 1 -> EntryKey.of(KeyContent.of(parts[0]));
                default -> EntryKey.ofAll(KeyContent.ofAll(parts));
            };
        } catch (UnkeptKeyException e) {
            throw e;
        } catch (Exception | LinkageError | StackOverflowError | AssertionError e) { // also undeclared exceptions
            throw UnkeptKeyException.failed(parts);
        }
    }

    /**
     * Returns the scopes of a call with these arguments, or {@code null} if an argument that is a part of one is
     * {@code null}.
     *
     * @throws IllegalArgumentException if an argument cannot be a part of a scope
     */
    public @Nullable List<Scope> scopesOf(@Nullable Object[] arguments) {
        return scopes.isEmpty() ? List.of() : scopes.of(arguments);
    }

    /** Returns whether the arguments that a value depends on can never change, as far as their classes show. */
    public boolean isFixed(@Nullable Object[] arguments) {
        boolean all = keyParameters.isEmpty() || options.generator() != null;
        for (Object argument : all ? arguments : selected(arguments)) {
            if (!KeyContent.isFixed(argument)) {
                return false;
            }
        }
        return true;
    }

    private @Nullable Object[] selected(@Nullable Object[] arguments) {
        @Nullable Object[] selected = new @Nullable Object[keyParameters.size()];
        for (int i = 0; i < selected.length; i++) {
            selected[i] = arguments[keyParameters.get(i)];
        }
        return selected;
    }
}
