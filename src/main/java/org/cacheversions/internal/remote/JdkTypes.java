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
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The types of the JDK that values may consist of in a shared store. */
public final class JdkTypes {

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

    /** The classes to instantiate so that containers keep the order of their elements, by declared class. */
    public static final Map<Class<?>, Class<?>> ORDERED = Map.of(
            Set.class, LinkedHashSet.class,
            HashSet.class, LinkedHashSet.class,
            Map.class, LinkedHashMap.class,
            HashMap.class, LinkedHashMap.class);

    private JdkTypes() {}

    /**
     * Returns whether a class is a value, such as a text, a number or a date, or a container. Neither other containers
     * nor other classes of the platform can be read as they were written.
     *
     * @throws IllegalArgumentException if it is one of these
     */
    public static boolean isPlain(Class<?> type, String place) {
        boolean plain = type.isPrimitive()
                || type == Optional.class
                || VALUES.contains(type.getName())
                || COLLECTIONS.contains(type)
                || MAPS.contains(type);
        boolean container = Collection.class.isAssignableFrom(type) || Map.class.isAssignableFrom(type);
        TypeShape.require(plain || type.isEnum() || !(container || isOfPlatform(type)), place, type, "");
        return plain;
    }

    /** Throws {@link IllegalArgumentException} if a class inherits state from a class of the platform. */
    public static void requireOwnSuperclasses(Class<?> type) {
        for (Class<?> part = type; part != null && part != Object.class && part != Record.class; ) {
            TypeShape.require(!isOfPlatform(part), type.getName(), part, ", whose state is not accessible");
            part = part.getSuperclass();
        }
    }

    /** Returns the class to instantiate where this one is declared. */
    public static Class<?> ordered(Class<?> type) {
        return ORDERED.getOrDefault(type, type);
    }

    /** Returns whether a class is part of the Java or Jakarta platform. */
    public static boolean isOfPlatform(Class<?> type) {
        String name = type.getName();
        return name.startsWith("java.")
                || name.startsWith("javax.")
                || name.startsWith("jakarta.")
                || name.startsWith("jdk.")
                || name.startsWith("sun.");
    }
}
