package org.cacheversions.internal.jsonb;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Queue;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The collections and maps that values may be made of; they come back in the order that they had. */
final class Containers {

    private static final Set<Class<?>> COLLECTIONS = Set.of(
            Collection.class,
            List.class,
            ArrayList.class,
            LinkedList.class,
            Queue.class,
            Deque.class,
            ArrayDeque.class,
            Set.class,
            HashSet.class,
            LinkedHashSet.class,
            SortedSet.class,
            NavigableSet.class,
            TreeSet.class);

    private static final Set<Class<?>> MAPS =
            Set.of(Map.class, HashMap.class, LinkedHashMap.class, SortedMap.class, NavigableMap.class, TreeMap.class);

    /** What to make where one is declared that would lose the order. */
    static final Map<Class<?>, Class<?>> ORDERED = Map.of(
            Set.class, LinkedHashSet.class,
            HashSet.class, LinkedHashSet.class,
            Map.class, LinkedHashMap.class,
            HashMap.class, LinkedHashMap.class);

    private Containers() {}

    static boolean isCollection(Class<?> type) {
        return COLLECTIONS.contains(type);
    }

    static boolean isMap(Class<?> type) {
        return MAPS.contains(type);
    }

    /** Answers the class to make where this one is declared. */
    static Class<?> ordered(Class<?> type) {
        return ORDERED.getOrDefault(type, type);
    }
}
