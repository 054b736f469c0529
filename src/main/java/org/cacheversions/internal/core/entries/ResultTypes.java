package org.cacheversions.internal.core.entries;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
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
            "java.io.RandomAccessFile",
            "java.nio.file.DirectoryStream",
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
            "jakarta.json.JsonReader",
            "jakarta.json.stream.JsonParser",
            "jakarta.persistence.Query",
            "jakarta.servlet.AsyncContext",
            "jakarta.servlet.ServletRequest",
            "jakarta.servlet.ServletResponse",
            "jakarta.servlet.http.HttpSession",
            "jakarta.servlet.http.Part",
            "javax.xml.stream.XMLStreamReader",
            "javax.xml.stream.XMLEventReader",
            "javax.xml.transform.Source");

    /** Results that do their work when somebody subscribes to them. */
    private static final Set<String> PUBLISHERS =
            Set.of("java.util.concurrent.Flow$Publisher", "org.reactivestreams.Publisher", "io.smallrye.mutiny.Uni");

    private ResultTypes() {}

    /** Returns whether the work that a result of this class stands for may begin after the method has returned it. */
    public static boolean isPublisher(Class<?> type) {
        return isOneOf(PUBLISHERS, type);
    }

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

    /** Returns the class that prevents sharing a part of a result, as far as its declaration shows, or {@code null}. */
    static @Nullable Class<?> unshareablePart(Class<?> type) {
        return find(type, true, new HashSet<>());
    }

    static boolean isSingleUse(Class<?> type) {
        return isOneOf(SINGLE_USE, type);
    }

    private static boolean isOneOf(Set<String> names, Class<?> type) {
        if (names.contains(type.getName())) {
            return true;
        }
        for (Class<?> part : type.getInterfaces()) {
            if (isOneOf(names, part)) {
                return true;
            }
        }
        return type.getSuperclass() != null && isOneOf(names, type.getSuperclass());
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
                for (int i = 0; found == null && i < arguments.length; i++) {
                    // what the record has in the place of a variable
                    found = mentions(component.getGenericType(), type.getTypeParameters()[i])
                            ? find(arguments[i], true, seen)
                            : null;
                }
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    private static boolean mentions(Type type, TypeVariable<?> variable) {
        if (type instanceof ParameterizedType parameterized) {
            return Arrays.stream(parameterized.getActualTypeArguments()).anyMatch(part -> mentions(part, variable));
        }
        if (type instanceof GenericArrayType array) {
            return mentions(array.getGenericComponentType(), variable);
        }
        return type.equals(variable)
                || (type instanceof WildcardType wildcard && mentions(wildcard.getUpperBounds()[0], variable));
    }

    private static boolean isContainer(Class<?> type) {
        return type == Optional.class
                || type == AtomicReference.class
                || Iterable.class.isAssignableFrom(type)
                || Map.class.isAssignableFrom(type)
                || Map.Entry.class.isAssignableFrom(type);
    }
}
