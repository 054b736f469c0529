package org.cacheversions.internal.core.entries;

import java.lang.reflect.Array;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;
import org.cacheversions.Scope;
import org.jspecify.annotations.Nullable;

/**
 * Which parameters of a method make up the scope of each of its caches. Immutable and thread-safe.
 *
 * @param positions the positions of the parameters for each cache that has some
 * @param whole the other caches of the method, sorted
 * @param check throws {@link IllegalArgumentException} if a scope of a call has another number of components than others of
 *     its cache; does nothing if the types of the parameters show that it has not
 */
public record ScopeParameters(
        SortedMap<String, List<Integer>> positions, SortedSet<String> whole, Consumer<Scope> check) {

    /** Creates those of a method whose parameters have known numbers of components. */
    public ScopeParameters(SortedMap<String, List<Integer>> positions, SortedSet<String> whole) {
        this(positions, whole, scope -> {});
    }

    /** As {@link Scope#of}; beside enums and records. */
    private static final Set<Class<?>> SINGLE = Set.of(
            long.class, Long.class, int.class, Integer.class, short.class, Short.class, UUID.class, String.class);

    /** Returns how many components a value of this class has, or 0 if it cannot be a component. */
    public static int sizeOf(Class<?> type) {
        if (!type.isRecord()) {
            return type.isEnum() || SINGLE.contains(type) ? 1 : 0;
        }
        int size = 0;
        for (RecordComponent part : type.getRecordComponents()) {
            int parts = part.getType() == type ? 0 : sizeOf(part.getType());
            if (parts == 0) {
                return 0;
            }
            size += parts;
        }
        return size;
    }

    /** Returns those of a method without scopes. */
    public static ScopeParameters none(SortedSet<String> caches) {
        return new ScopeParameters(new TreeMap<>(), caches);
    }

    /** Returns those of a method whose caches have the same parameters. */
    public static ScopeParameters all(SortedSet<String> caches, List<Integer> positions) {
        SortedMap<String, List<Integer>> each = new TreeMap<>();
        caches.forEach(cache -> each.put(cache, positions));
        return new ScopeParameters(each, new TreeSet<>());
    }

    /** Returns all caches of the method, sorted. */
    public SortedSet<String> caches() {
        SortedSet<String> caches = new TreeSet<>(whole);
        caches.addAll(positions.keySet());
        return caches;
    }

    public boolean isEmpty() {
        return positions.isEmpty();
    }

    /**
     * Returns the scopes of a call, or {@code null} if an argument that is a part of one is {@code null}.
     *
     * @throws IllegalArgumentException if an argument cannot be a part of a scope
     */
    public @Nullable List<Scope> of(@Nullable Object[] arguments) {
        List<Scope> scopes = new ArrayList<>(positions.size());
        for (var each : positions.entrySet()) {
            @Nullable Object[] components = new @Nullable Object[each.getValue().size()];
            for (int i = 0; i < components.length; i++) {
                components[i] = arguments[each.getValue().get(i)];
                if (components[i] == null) {
                    return null;
                }
            }
            Scope scope = Scope.of(each.getKey(), components);
            check.accept(scope);
            scopes.add(scope);
        }
        return scopes;
    }

    /**
     * Returns the scopes that a call invalidates, where an array or a collection stands for each of its elements, or
     * {@code null} if it invalidates the whole caches, since a part is {@code null}.
     */
    public @Nullable List<Scope> ofEach(@Nullable Object[] arguments) {
        List<@Nullable Object[]> calls = List.<@Nullable Object[]>of(arguments);
        for (int position :
                positions.values().stream().flatMap(List::stream).distinct().toList()) {
            Collection<?> elements = elements(arguments[position]);
            if (elements != null) {
                List<@Nullable Object[]> more = new ArrayList<>();
                for (@Nullable Object[] call : calls) {
                    for (Object element : elements) {
                        @Nullable Object[] one = call.clone();
                        one[position] = element;
                        more.add(one);
                    }
                }
                calls = more;
            }
        }
        List<Scope> all = new ArrayList<>();
        for (@Nullable Object[] call : calls) {
            List<Scope> scopes = of(call);
            if (scopes == null) {
                return null;
            }
            all.addAll(scopes);
        }
        return all;
    }

    private static @Nullable Collection<?> elements(@Nullable Object argument) {
        if (argument instanceof Collection<?> collection) {
            return collection;
        }
        if (argument == null || !argument.getClass().isArray()) {
            return null;
        }
        List<@Nullable Object> elements = new ArrayList<>();
        for (int i = 0; i < Array.getLength(argument); i++) {
            elements.add(Array.get(argument, i));
        }
        return elements;
    }
}
