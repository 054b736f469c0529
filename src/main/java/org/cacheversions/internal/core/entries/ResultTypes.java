package org.cacheversions.internal.core.entries;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import org.cacheversions.internal.core.support.PerClass;
import org.jspecify.annotations.Nullable;

/**
 * Finds results that callers can't share: those that can be read only once or belong to one request, such as a stream,
 * and futures, which one caller may cancel for all. A stage can be shared by copies, unless it is a part of the result.
 */
public final class ResultTypes {

    /** By name, since most are in libraries or modules that an application may not have. */
    private static final Set<String> SINGLE_USE = Set.of(
            "java.util.stream.BaseStream",
            "java.util.Iterator",
            "java.util.Spliterator",
            "java.util.Enumeration",
            "java.io.InputStream",
            "java.io.Reader",
            "java.io.OutputStream",
            "java.io.Writer",
            "java.nio.channels.Channel",
            "java.sql.ResultSet",
            "java.sql.Statement",
            "java.sql.Connection",
            "java.sql.Blob",
            "java.sql.Clob",
            "java.sql.SQLXML",
            "java.sql.Array",
            "java.util.concurrent.Flow$Publisher",
            "org.reactivestreams.Publisher",
            "io.smallrye.mutiny.Uni",
            "jakarta.ws.rs.core.Response",
            "jakarta.ws.rs.sse.SseEventSource",
            "jakarta.json.stream.JsonParser",
            "javax.xml.stream.XMLStreamReader",
            "javax.xml.stream.XMLEventReader",
            "javax.xml.transform.Source");

    // numbers, since a constant of an enum would keep the class loader of the application reachable from the JDK's
    // classes
    private static final int SHAREABLE = 0;
    private static final int USED_ONCE = 1;
    private static final int STAGE = 2;

    private static final PerClass<Integer> KIND = new PerClass<>(ResultTypes::kindOf);

    private ResultTypes() {}

    /** Returns the declared class that prevents sharing a result of this type, or {@code null}. */
    public static @Nullable Class<?> unshareable(Type declared) {
        Type raw = declared instanceof ParameterizedType parameterized ? parameterized.getRawType() : declared;
        if (raw == Future.class) {
            return null; // it may be a stage
        }
        // the callers of others would need copies of a class that only their author can make
        return raw instanceof Class<?> type
                        && CompletionStage.class.isAssignableFrom(type)
                        && type != CompletionStage.class
                        && type != CompletableFuture.class
                ? type
                : find(declared, false, new HashSet<>());
    }

    /** Returns the class that prevents sharing a result, or {@code null}. Checks one element of a collection. */
    public static @Nullable Class<?> unshareableIn(@Nullable Object result) {
        return find(result, false, 0);
    }

    private static @Nullable Class<?> find(@Nullable Object result, boolean nested, int depth) {
        if (result == null || depth > 4) {
            return null;
        }
        Class<?> type = result.getClass();
        switch (KIND.get(type)) {
            case USED_ONCE -> {
                return type;
            }
            case STAGE -> {
                return nested ? type : null;
            }
            default -> {}
        }
        if (result instanceof Optional<?> optional) {
            return find(optional.orElse(null), true, depth + 1);
        }
        if (type.isArray()) {
            return find(type, nested, new HashSet<>());
        }
        // others may be loaded lazily
        return type.getName().startsWith("java.util.") ? find(elementOf(result), true, depth + 1) : null;
    }

    private static @Nullable Object elementOf(Object container) {
        try {
            Collection<?> elements = container instanceof Map<?, ?> map
                    ? map.values()
                    : container instanceof Collection<?> collection ? collection : Set.of();
            return elements.isEmpty() ? null : elements.iterator().next();
        } catch (RuntimeException e) {
            return null; // a thread is changing it
        }
    }

    private static int kindOf(Class<?> type) {
        if (CompletionStage.class.isAssignableFrom(type) && !isSingleUse(type)) {
            return STAGE;
        }
        return find(type, true, new HashSet<>()) == null ? SHAREABLE : USED_ONCE;
    }

    private static boolean isSingleUse(Class<?> type) {
        if (SINGLE_USE.contains(type.getName())) {
            return true;
        }
        for (Class<?> part : type.getInterfaces()) {
            if (isSingleUse(part)) {
                return true;
            }
        }
        return type.getSuperclass() != null && isSingleUse(type.getSuperclass());
    }

    private static @Nullable Class<?> find(Type declared, boolean nested, Set<Type> seen) {
        if (!seen.add(declared)) {
            return null;
        }
        if (declared instanceof GenericArrayType array) {
            return find(array.getGenericComponentType(), true, seen);
        }
        if (declared instanceof WildcardType wildcard) {
            return find(wildcard.getUpperBounds()[0], nested, seen);
        }
        if (declared instanceof TypeVariable<?> variable) {
            return find(variable.getBounds()[0], nested, seen);
        }
        if (declared instanceof ParameterizedType parameterized) {
            return find((Class<?>) parameterized.getRawType(), parameterized.getActualTypeArguments(), nested, seen);
        }
        Class<?> type = (Class<?>) declared;
        return type.isArray()
                ? find(type.getComponentType(), true, seen)
                : find(type, type.getTypeParameters(), nested, seen);
    }

    private static @Nullable Class<?> find(Class<?> type, Type[] arguments, boolean nested, Set<Type> seen) {
        boolean stage = CompletionStage.class.isAssignableFrom(type);
        boolean future = stage ? nested : Future.class.isAssignableFrom(type);
        if (future || isSingleUse(type)) {
            return type;
        }
        if (stage || isContainer(type)) {
            for (Type argument : arguments) {
                Class<?> found = find(argument, true, seen);
                if (found != null) {
                    return found;
                }
            }
        }
        if (type.isRecord()) {
            for (RecordComponent component : type.getRecordComponents()) {
                Class<?> found = find(component.getGenericType(), true, seen);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    private static boolean isContainer(Class<?> type) {
        return type == Optional.class
                || Iterable.class.isAssignableFrom(type)
                || Map.class.isAssignableFrom(type)
                || Map.Entry.class.isAssignableFrom(type);
    }
}
