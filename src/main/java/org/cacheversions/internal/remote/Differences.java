package org.cacheversions.internal.remote;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Proxy;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.cacheversions.internal.core.support.PerClass;
import org.jspecify.annotations.Nullable;

/**
 * The fields in which two results of a method differ. Lists must have the same order, sets and maps need not. What can't
 * be compared does not differ: objects of the platform without {@code equals}, proxies, and collections with a rule of
 * their own. Used by one thread.
 */
public final class Differences {

    private static final int MOST = 5;

    /** Elements without {@code equals} are compared each with each. */
    private static final int MOST_PAIRED = 1_000;

    private static final int MOST_COMPARISONS = 1_000_000;

    private static final PerClass<List<Field>> FIELDS = new PerClass<>(Differences::fields);
    private static final PerClass<Boolean> EQUALS = new PerClass<>(Differences::hasEquals);

    /** What was compared already, or is being compared: objects may refer to each other. */
    private final IdentityHashMap<Object, List<Object>> same = new IdentityHashMap<>();

    private final List<Object> compared = new ArrayList<>();
    private final Set<String> found = new LinkedHashSet<>();
    private boolean trying;
    private int left = MOST_COMPARISONS;

    private Differences() {}

    /** Returns the paths of the first fields that differ, without the data, or an empty list. */
    public static List<String> between(@Nullable Object one, @Nullable Object other) {
        Differences differences = new Differences();
        try {
            differences.isSame("", one, other);
        } catch (RuntimeException | StackOverflowError e) {
            // what is left can't be compared
        }
        List<String> paths = new ArrayList<>(differences.found);
        return paths.size() <= MOST ? paths : List.copyOf(paths.subList(0, MOST));
    }

    private boolean isSame(String path, @Nullable Object one, @Nullable Object other) {
        if (one == other || (!trying && found.size() > MOST)) {
            return true;
        }
        if (--left < 0) {
            throw new IllegalStateException("too much to compare");
        }
        if (one == null || other == null) {
            return differs(path);
        }
        if (isProxy(one.getClass()) || isProxy(other.getClass())) {
            return true; // a reference that one of the runs has not loaded
        }
        if (one instanceof Optional<?> first && other instanceof Optional<?> second) {
            return isSame(path, first.orElse(null), second.orElse(null));
        }
        Class<?> type = one.getClass();
        if (!(one instanceof Collection<?> || one instanceof Map<?, ?>)
                && (one instanceof Enum<?> || JdkTypes.isOfPlatform(type) || isArrayOfPrimitives(type))) {
            return type == other.getClass()
                    ? !isComparable(type) || Objects.deepEquals(one, other) || differs(path)
                    : differs(path);
        }
        if (same.getOrDefault(one, List.of()).stream().anyMatch(before -> before == other)) {
            return true;
        }
        same.computeIfAbsent(one, first -> new ArrayList<>()).add(other);
        compared.add(one);
        return hasSameContent(path, one, other);
    }

    private boolean differs(String path) {
        if (!trying) {
            found.add(path.isEmpty() ? "the value itself" : path.substring(1));
        }
        return false;
    }

    private boolean hasSameContent(String path, Object one, Object other) {
        if (Comparison.hasOwnOrder(one) && Comparison.hasOwnOrder(other)) {
            return true;
        }
        if (one instanceof Set<?> first && other instanceof Set<?> second) {
            return hasSameElements(path, first, second);
        }
        if (one instanceof Map<?, ?> first && other instanceof Map<?, ?> second) {
            return hasSameEntries(path, first, second);
        }
        if (one instanceof Collection<?> first
                && other instanceof Collection<?> second
                && first instanceof Set<?> == second instanceof Set<?>) {
            return isSameInOrder(path, first, second);
        }
        Class<?> type = one.getClass();
        if (type != other.getClass()) {
            return differs(path);
        }
        if (type.isArray()) {
            return isSameInOrder(path, elements(one), elements(other));
        }
        boolean all = true;
        for (Field field : FIELDS.get(type)) {
            all &= isSame(path + "." + field.getName(), Comparison.get(field, one), Comparison.get(field, other));
            if (!all && trying) {
                return false;
            }
        }
        return all;
    }

    private boolean isSameInOrder(String path, Collection<?> ones, Collection<?> others) {
        if (ones.size() != others.size()) {
            return differs(path);
        }
        boolean all = true;
        Iterator<?> second = others.iterator();
        for (Object one : ones) {
            all &= isSame(path, one, second.next());
            if (!all && trying) {
                return false;
            }
        }
        return all;
    }

    private boolean hasSameElements(String path, Set<?> ones, Set<?> others) {
        if (ones.size() != others.size()) {
            return differs(path);
        }
        Map<@Nullable Object, @Nullable Object> equals = new HashMap<>();
        others.forEach(other -> equals.put(other, other));
        if (equals.keySet().containsAll(ones)) {
            boolean all = true;
            for (Object one : ones) {
                all &= isSame(path, one, equals.get(one)); // equals may leave something out
            }
            return all;
        }
        return canBePaired(path, new ArrayList<>(ones), others);
    }

    private boolean hasSameEntries(String path, Map<?, ?> ones, Map<?, ?> others) {
        if (ones.size() != others.size()) {
            return differs(path);
        }
        Map<?, ?> equals = new HashMap<>(others);
        if (equals.keySet().containsAll(ones.keySet())) {
            boolean all = true;
            for (Map.Entry<?, ?> one : ones.entrySet()) {
                all &= isSame(path, one.getValue(), equals.get(one.getKey()));
            }
            return all;
        }
        return canBePaired(path, pairs(ones), pairs(others));
    }

    private static List<Object> pairs(Map<?, ?> map) {
        List<Object> pairs = new ArrayList<>();
        map.forEach((key, value) -> pairs.add(new Object[] {key, value}));
        return pairs;
    }

    /** Compares elements in any order, since they may be equal only to themselves. */
    private boolean canBePaired(String path, List<?> ones, Collection<?> others) {
        if (ones.size() > MOST_PAIRED) {
            return true;
        }
        List<@Nullable Object> rest = new ArrayList<>(others);
        for (Object one : ones) {
            boolean paired = false;
            for (Iterator<@Nullable Object> candidates = rest.iterator(); !paired && candidates.hasNext(); ) {
                if (mayBeSame(one, candidates.next())) {
                    candidates.remove();
                    paired = true;
                }
            }
            if (!paired) {
                return differs(path);
            }
        }
        return true;
    }

    /** Compares without a note of what differs. */
    private boolean mayBeSame(@Nullable Object one, @Nullable Object other) {
        boolean outer = trying;
        int mark = compared.size();
        trying = true;
        try {
            if (isSame("", one, other)) {
                return true;
            }
            while (compared.size() > mark) {
                List<Object> others = same.getOrDefault(compared.remove(compared.size() - 1), List.of());
                others.remove(others.size() - 1);
            }
            return false;
        } finally {
            trying = outer;
        }
    }

    /** Returns whether objects of a class of the platform have an {@code equals} of their own. */
    static boolean isComparable(Class<?> type) {
        return EQUALS.get(type);
    }

    private static boolean isArrayOfPrimitives(Class<?> type) {
        return type.isArray() && type.getComponentType().isPrimitive();
    }

    private static boolean isProxy(Class<?> type) {
        return Proxy.isProxyClass(type) || type.getName().contains("$HibernateProxy");
    }

    private static boolean hasEquals(Class<?> type) {
        if (type.isArray()) {
            return true; // compared by their elements
        }
        try {
            return type.getMethod("equals", Object.class).getDeclaringClass() != Object.class;
        } catch (NoSuchMethodException e) {
            return false;
        }
    }

    /** Returns the fields whose content is the application's. */
    private static List<Field> fields(Class<?> type) {
        List<Field> fields = new ArrayList<>();
        for (Field field : Comparison.fields(type)) {
            if (!JdkTypes.isOfPlatform(field.getDeclaringClass()) && !isOfProvider(field)) {
                try {
                    field.setAccessible(true);
                    fields.add(field);
                } catch (InaccessibleObjectException e) {
                    // of a module that is not open
                }
            }
        }
        return fields;
    }

    /** Returns whether a persistence provider has added a field to a class. */
    private static boolean isOfProvider(Field field) {
        return field.getName().startsWith("$$_hibernate_") || field.getName().startsWith("_persistence_");
    }

    private static List<@Nullable Object> elements(Object array) {
        return new AbstractList<>() {
            @Override
            public @Nullable Object get(int index) {
                return Array.get(array, index);
            }

            @Override
            public int size() {
                return Array.getLength(array);
            }
        };
    }
}
