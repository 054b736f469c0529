package org.cacheversions.internal.core.entries;

import java.lang.annotation.Annotation;
import java.lang.reflect.Array;
import java.lang.reflect.Proxy;
import java.text.Format;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Calendar;
import java.util.Collection;
import java.util.Date;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TimeZone;
import org.cacheversions.internal.core.entries.UnkeptKeyException.Reason;
import org.cacheversions.internal.core.support.PerClass;
import org.jspecify.annotations.Nullable;

/**
 * Represents an argument in a key. A key is created before the method is called, and must not change when the method or
 * its caller changes an argument, so collections, dates and records of them are copied. A view becomes a list, set or
 * map of its elements. An argument of any other class represents itself if its class defines equality; {@link KeyCopy}
 * copies it if it may change and the key is to be stored.
 */
final class KeyContent {

    // numbers, since a constant of an enum would keep the application's class loader reachable from the JDK's classes
    private static final int ITSELF = 0;
    static final int ARRAY = 1;
    static final int CLONED = 2;
    static final int LIST = 3;
    static final int SET = 4;
    static final int MAP = 5;
    static final int OPTIONAL = 6;
    static final int MAP_ENTRY = 7;
    static final int RECORD = 8;
    private static final int PROXY = 9;
    private static final int IDENTITY = 10;
    /** An object of a class of the application, which may change; {@link KeyCopy} copies it before a load. */
    static final int OWN = 11;

    /** By name, since their libraries need not be there. */
    private static final Set<String> PROXIES = Set.of(
            "org.jboss.weld.proxy.WeldClientProxy",
            "org.apache.webbeans.proxy.OwbNormalScopeProxy",
            "org.jboss.resteasy.spi.ResteasyProxy");

    private static final Set<Class<?>> CLONEABLE =
            Set.of(Date.class, Calendar.class, TimeZone.class, Format.class, BitSet.class);

    private static final PerClass<Integer> KINDS = new PerClass<>(KeyContent::kindOf);

    private KeyContent() {}

    /** Returns what represents the arguments: the same array, if each represents itself. */
    static @Nullable Object[] ofAll(@Nullable Object[] arguments) throws UnkeptKeyException {
        return parts(arguments, false);
    }

    /** Returns what represents an argument. An array that it returns may be that of the caller. */
    static @Nullable Object of(@Nullable Object argument) throws UnkeptKeyException {
        return of(argument, false);
    }

    /** Returns whether an argument can never change, as far as its class shows. */
    static boolean isFixed(@Nullable Object argument) {
        try {
            return argument == null
                    || (!argument.getClass().isArray()
                            && of(argument, true) == argument
                            && !KeyCopy.holdsOwn(argument));
        } catch (Exception | LinkageError | StackOverflowError | AssertionError e) {
            return false;
        }
    }

    private static @Nullable Object of(@Nullable Object value, boolean nested) throws UnkeptKeyException {
        if (value == null || value.getClass() == String.class || value.getClass() == Long.class) {
            return value;
        }
        return switch (KINDS.get(value.getClass())) {
            case ARRAY -> array(value, nested);
            case CLONED -> equal(value, cloned(value));
            case LIST, SET, MAP -> collection(value);
            case OPTIONAL -> optional((Optional<?>) value);
            case MAP_ENTRY -> {
                Map.Entry<?, ?> entry = (Map.Entry<?, ?>) value;
                yield equal(
                        value,
                        new AbstractMap.SimpleImmutableEntry<>(of(entry.getKey(), true), of(entry.getValue(), true)));
            }
            case RECORD -> record(value);
            case PROXY -> throw new UnkeptKeyException(value.getClass(), Reason.PROXY);
            case IDENTITY -> throw new UnkeptKeyException(value.getClass(), Reason.IDENTITY);
            default -> value;
        };
    }

    /** The arrays of an {@link org.cacheversions.spi.EntryKey} are copied when it is stored. */
    private static Object array(Object array, boolean nested) throws UnkeptKeyException {
        if (array instanceof Object[] elements) {
            return parts(elements, nested);
        }
        if (!nested) {
            return array;
        }
        int length = Array.getLength(array);
        Object copy = Array.newInstance(array.getClass().getComponentType(), length);
        System.arraycopy(array, 0, copy, 0, length);
        return copy;
    }

    private static @Nullable Object[] parts(@Nullable Object[] elements, boolean copied) throws UnkeptKeyException {
        @Nullable Object[] parts = copied ? elements.clone() : elements;
        for (int i = 0; i < elements.length; i++) {
            Object part = of(elements[i], copied);
            if (part != elements[i]) {
                if (parts == elements || !parts.getClass().getComponentType().isInstance(part)) {
                    Object[] others = new Object[elements.length]; // the part may be of another class
                    System.arraycopy(parts, 0, others, 0, elements.length);
                    parts = others;
                }
                parts[i] = part;
            }
        }
        return parts;
    }

    @SuppressWarnings("JavaUtilDate") // applications pass it
    static Object cloned(Object value) {
        if (value instanceof Date date) {
            return date.clone();
        }
        if (value instanceof Calendar calendar) {
            return calendar.clone();
        }
        if (value instanceof TimeZone zone) {
            return zone.clone();
        }
        return value instanceof Format format ? format.clone() : ((BitSet) value).clone();
    }

    /** Returns how objects of this class are represented. */
    static int kind(Class<?> type) {
        return KINDS.get(type);
    }

    private static Object collection(Object value) throws UnkeptKeyException {
        Object copy;
        boolean changed = false;
        if (value instanceof Map<?, ?> map) {
            Map<@Nullable Object, @Nullable Object> entries = new LinkedHashMap<>();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                Object key = of(entry.getKey(), true);
                Object element = of(entry.getValue(), true);
                changed |= key != entry.getKey() || element != entry.getValue();
                entries.put(key, element);
            }
            copy = entries;
        } else {
            Collection<@Nullable Object> elements = value instanceof Set ? new LinkedHashSet<>() : new ArrayList<>();
            for (Object element : (Collection<?>) value) {
                Object part = of(element, true);
                changed |= part != element;
                elements.add(part);
            }
            copy = elements;
        }
        String name = value.getClass().getName();
        if (name.startsWith("java.")) {
            if (changed || sizeOf(copy) != sizeOf(value)) { // elements of a set of identities may be equal
                return equal(value, copy);
            }
            return name.startsWith("java.util.Immutable") ? value : copy; // List.of and the like can't change
        }
        if (value.hashCode() == System.identityHashCode(value)) {
            return copy; // compares by identity, as Hibernate's bags do
        }
        // a class of an application may have more content than its elements
        return copy.equals(value) && value.equals(copy) ? copy : value;
    }

    private static int sizeOf(Object collection) {
        return collection instanceof Map<?, ?> map ? map.size() : ((Collection<?>) collection).size();
    }

    private static Object optional(Optional<?> optional) throws UnkeptKeyException {
        if (optional.isEmpty()) {
            return optional;
        }
        Object value = optional.get();
        Object part = of(value, true);
        return part == null || part == value ? optional : equal(optional, Optional.of(part));
    }

    private static Object record(Object value) throws UnkeptKeyException {
        RecordShape shape = RecordShape.of(value.getClass());
        if (shape == null) {
            return value;
        }
        @Nullable Object[] components = shape.components(value);
        boolean changed = false;
        for (int i = 0; i < components.length; i++) {
            Object part = of(components[i], true);
            changed |= part != components[i];
            components[i] = part;
        }
        return changed ? equal(value, shape.create(components)) : value;
    }

    /** Returns the copy if it equals the value, as a list that contains an array, for example, never does. */
    private static Object equal(Object value, Object copy) throws UnkeptKeyException {
        if (!copy.equals(value) || !value.equals(copy)) {
            throw new UnkeptKeyException(value.getClass(), Reason.IDENTITY);
        }
        return copy;
    }

    private static int kindOf(Class<?> type) {
        if (type.isArray()) {
            return ARRAY;
        }
        if (Enum.class.isAssignableFrom(type) || type == Class.class) {
            return ITSELF;
        }
        if (isProxy(type)) {
            return PROXY;
        }
        if (CLONEABLE.stream().anyMatch(each -> each.isAssignableFrom(type))) {
            return CLONED;
        }
        if (type == Optional.class) {
            return OPTIONAL;
        }
        if (List.class.isAssignableFrom(type)) {
            return LIST;
        }
        if (Set.class.isAssignableFrom(type)) {
            return SET;
        }
        if (Map.class.isAssignableFrom(type)) {
            return type == IdentityHashMap.class ? IDENTITY : MAP;
        }
        if (type.isRecord()) {
            return RecordShape.isFixed(type) ? ITSELF : RECORD;
        }
        if (Map.Entry.class.isAssignableFrom(type) && type.getName().startsWith("java.")) {
            return MAP_ENTRY;
        }
        if (comparesByIdentity(type)) {
            return IDENTITY;
        }
        return OwnShape.mayChange(type) ? OWN : ITSELF;
    }

    private static boolean isProxy(Class<?> type) {
        if (Proxy.isProxyClass(type)) {
            return !Annotation.class.isAssignableFrom(type);
        }
        // Weld's proxies of objects of the container, such as the caller's principal, but not its subclasses of beans
        if (type.getName().contains("$Proxy$_$$_Weld") && !type.getName().endsWith("_WeldSubclass")) {
            return true;
        }
        // the views of session beans on WildFly, Payara and GlassFish
        return type.getName().contains("$$$view")
                || type.getName().contains("__EJB31_Generated__")
                || hasProxyType(type);
    }

    private static boolean hasProxyType(Class<?> type) {
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            for (Class<?> face : each.getInterfaces()) {
                if (PROXIES.contains(face.getName())) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean comparesByIdentity(Class<?> type) {
        try {
            Class<?> owner = type.getMethod("equals", Object.class).getDeclaringClass();
            // a proxy of an entity has the method of the entity's class, even if that is the one of Object
            return owner == Object.class
                    || (owner.getName().contains("$HibernateProxy") && comparesByIdentity(owner.getSuperclass()));
        } catch (NoSuchMethodException e) {
            return false;
        }
    }
}
