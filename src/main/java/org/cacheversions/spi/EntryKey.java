package org.cacheversions.spi;

import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The key of an entry within its region: the arguments of the call. Arrays are compared by content, at any depth, and
 * everything else with {@code equals}.
 *
 * <p>Immutable and thread-safe as long as nobody changes the arguments; see {@link #detached()}. The hash code is
 * computed once. If {@code equals} of an argument throws an exception, the keys are different.
 */
public final class EntryKey {

    private static final EntryKey EMPTY = new EntryKey("");

    private final @Nullable Object content;
    private final int hash;
    private boolean incomparable;

    private EntryKey(@Nullable Object content) {
        this.content = content;
        this.hash = hashOf(content);
    }

    /** Returns the key of a call without arguments. */
    public static EntryKey empty() {
        return EMPTY;
    }

    /** Returns the key of a call with one argument, which may be {@code null} or an array. */
    public static EntryKey of(@Nullable Object argument) {
        return new EntryKey(argument);
    }

    /** Returns the key of a call with several arguments. The array is not copied. */
    public static EntryKey ofAll(@Nullable Object[] arguments) {
        return new EntryKey(arguments);
    }

    /** Returns the argument, or the array of arguments, which must not be changed. */
    public @Nullable Object content() {
        return content;
    }

    /**
     * Returns an equal key whose arrays are copies, so that the caller may change its own arrays after the call.
     * Elements that are not arrays are shared.
     */
    public EntryKey detached() {
        return content != null && content.getClass().isArray() ? new EntryKey(copy(content)) : this;
    }

    private static Object copy(Object array) {
        int length = Array.getLength(array);
        Object copy = Array.newInstance(array.getClass().getComponentType(), length);
        System.arraycopy(array, 0, copy, 0, length);
        if (copy instanceof Object[] elements) {
            for (int i = 0; i < length; i++) {
                Object element = elements[i];
                if (element != null && element.getClass().isArray()) {
                    elements[i] = copy(element);
                }
            }
        }
        return copy;
    }

    private static int hashOf(@Nullable Object content) {
        if (content == null || !content.getClass().isArray()) {
            return Objects.hashCode(content);
        }
        return Arrays.deepHashCode(content instanceof Object[] several ? several : new Object[] {content});
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (this == other) {
            return true;
        }
        return other instanceof EntryKey that && hash == that.hash && sameContent(that);
    }

    private boolean sameContent(EntryKey that) {
        try {
            return same(content, that.content);
        } catch (Exception | LinkageError | StackOverflowError | AssertionError e) {
            incomparable = true;
            that.incomparable = true;
            return false;
        }
    }

    /** Returns whether {@code equals} of an argument has thrown an exception when the key was compared. */
    public boolean isIncomparable() {
        return incomparable;
    }

    /** Returns whether the arguments still have the hash code that they had when the key was made. */
    public boolean isUnchanged() {
        try {
            return hash == hashOf(content);
        } catch (Exception | LinkageError | StackOverflowError | AssertionError e) {
            return false;
        }
    }

    /** Returns the result of {@link Objects#deepEquals} without its chain of type checks for each argument. */
    private static boolean same(@Nullable Object one, @Nullable Object other) {
        if (one == null || other == null) {
            return one == null && other == null;
        }
        if (!one.getClass().isArray()) {
            // a subclass may be equal in one direction only
            return one.equals(other) && (one.getClass() == other.getClass() || other.equals(one));
        }
        if (one instanceof Object[] some && other instanceof Object[] others) {
            return sameElements(some, others);
        }
        return Objects.deepEquals(one, other);
    }

    private static boolean sameElements(@Nullable Object[] some, @Nullable Object[] others) {
        if (some.length != others.length) {
            return false;
        }
        for (int i = 0; i < some.length; i++) {
            if (!same(some[i], others[i])) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return Arrays.deepToString(content instanceof Object[] several ? several : new Object[] {content});
    }
}
