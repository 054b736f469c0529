package org.cacheversions.internal.remote;

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
import java.util.stream.Stream;

/** The types of the JDK that cached values may be made of, wherever they are written. */
public final class JdkTypes {

    /** What is written as one value. */
    private static final Set<String> VALUES = Set.of(
            "java.lang.String",
            "java.lang.Boolean",
            "java.lang.Byte",
            "java.lang.Short",
            "java.lang.Integer",
            "java.lang.Long",
            "java.lang.Float",
            "java.lang.Double",
            "java.lang.Character",
            "java.math.BigInteger",
            "java.math.BigDecimal",
            "java.util.UUID",
            "java.util.OptionalInt",
            "java.util.OptionalLong",
            "java.util.OptionalDouble",
            "java.util.Date",
            "java.util.Locale",
            "java.util.Currency",
            "java.net.URI",
            "java.time.Instant",
            "java.time.LocalDate",
            "java.time.LocalTime",
            "java.time.LocalDateTime",
            "java.time.OffsetDateTime",
            "java.time.OffsetTime",
            "java.time.ZonedDateTime",
            "java.time.Duration",
            "java.time.Period",
            "java.time.Year",
            "java.time.YearMonth",
            "java.time.MonthDay",
            "java.time.ZoneId",
            "java.time.ZoneOffset");

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

    /** What to make where a container is declared that would lose the order of what is in it. */
    public static final Map<Class<?>, Class<?>> ORDERED = Map.of(
            Set.class, LinkedHashSet.class,
            HashSet.class, LinkedHashSet.class,
            Map.class, LinkedHashMap.class,
            HashMap.class, LinkedHashMap.class);

    private JdkTypes() {}

    /** Tells whether a class is of the JDK and is written as one value, such as a text, a number or a date. */
    public static boolean isValue(Class<?> type) {
        return VALUES.contains(type.getName());
    }

    /** Tells whether values may have such a collection. */
    public static boolean isCollection(Class<?> type) {
        return COLLECTIONS.contains(type);
    }

    /** Tells whether values may have such a map. */
    public static boolean isMap(Class<?> type) {
        return MAPS.contains(type);
    }

    /** Answers the class to make where this one is declared. */
    public static Class<?> ordered(Class<?> type) {
        return ORDERED.getOrDefault(type, type);
    }

    /** Tells whether a class is the platform's: nobody knows what is in it, or what it becomes. */
    public static boolean isOfPlatform(Class<?> type) {
        return Stream.of("java.", "javax.", "jakarta.", "jdk.", "sun.").anyMatch(type.getName()::startsWith);
    }
}
