package org.cacheversions.internal.core.entries;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An argument that cannot be a part of a key, or not safely. */
public final class UnkeptKeyException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Why an argument cannot be a part of a key. */
    public enum Reason {
        /** It may represent another object at each call, as the proxy of a request-scoped bean does. */
        PROXY,
        /** It is not equal to an object with the same content. */
        IDENTITY,
        /** One of its methods has thrown an exception. */
        FAILED
    }

    private final String types;
    private final Reason reason;

    UnkeptKeyException(Class<?> type, Reason reason) {
        this(type.getName(), reason);
    }

    private UnkeptKeyException(String types, Reason reason) {
        super(types, null, false, false);
        this.types = types;
        this.reason = reason;
    }

    /** Returns the exception for arguments of which one has failed. */
    static UnkeptKeyException failed(@Nullable Object[] arguments) {
        return new UnkeptKeyException(
                Arrays.stream(arguments)
                        .map(argument ->
                                argument == null ? "null" : argument.getClass().getName())
                        .collect(Collectors.joining(", ")),
                Reason.FAILED);
    }

    /** Returns the class of the argument, or of each. */
    public String types() {
        return types;
    }

    public Reason reason() {
        return reason;
    }
}
