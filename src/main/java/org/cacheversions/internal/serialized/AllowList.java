package org.cacheversions.internal.serialized;

import java.io.ObjectInputFilter;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The classes that may be read: those that the application names, and the plain values and collections of the JDK.
 * Limits the depth of a value, the number of its objects and the length of its arrays. Thread-safe.
 */
final class AllowList implements ObjectInputFilter {

    /** The limit is low since the time to read nested sets doubles with each level. */
    static final int DEPTH = 20;

    private static final int REFERENCES = 1_000_000;

    private static final Set<String> OF_JDK = Set.of(
            "java.lang.String",
            "java.lang.Boolean",
            "java.lang.Byte",
            "java.lang.Short",
            "java.lang.Integer",
            "java.lang.Long",
            "java.lang.Float",
            "java.lang.Double",
            "java.lang.Character",
            "java.lang.Number",
            "java.lang.Enum",
            "java.lang.Object",
            "java.lang.Record",
            "java.math.BigInteger",
            "java.math.BigDecimal",
            "java.net.URI",
            "java.util.UUID",
            "java.util.Date",
            "java.util.Locale",
            "java.util.Currency",
            "java.util.BitSet",
            "java.util.ArrayList",
            "java.util.LinkedList",
            "java.util.ArrayDeque",
            "java.util.HashMap",
            "java.util.LinkedHashMap",
            "java.util.TreeMap",
            "java.util.HashSet",
            "java.util.LinkedHashSet",
            "java.util.TreeSet",
            "java.util.EnumMap",
            "java.util.EnumSet$SerializationProxy",
            "java.util.RegularEnumSet",
            "java.util.JumboEnumSet",
            "java.util.CollSer",
            "java.util.ImmutableCollections$List12",
            "java.util.ImmutableCollections$ListN",
            "java.util.ImmutableCollections$Set12",
            "java.util.ImmutableCollections$SetN",
            "java.util.ImmutableCollections$Map1",
            "java.util.ImmutableCollections$MapN",
            "java.util.Map$Entry",
            "java.util.Arrays$ArrayList",
            "java.util.Collections$EmptyList",
            "java.util.Collections$EmptyMap",
            "java.util.Collections$EmptySet",
            "java.util.Collections$SingletonList",
            "java.util.Collections$SingletonMap",
            "java.util.Collections$SingletonSet",
            "java.util.Collections$UnmodifiableCollection",
            "java.util.Collections$UnmodifiableList",
            "java.util.Collections$UnmodifiableRandomAccessList",
            "java.util.Collections$UnmodifiableMap",
            "java.util.Collections$UnmodifiableSet",
            "java.util.Collections$UnmodifiableSortedMap",
            "java.util.Collections$UnmodifiableSortedSet",
            "java.util.Collections$UnmodifiableNavigableMap",
            "java.util.Collections$UnmodifiableNavigableSet");

    private final List<String> names;
    private final @Nullable ObjectInputFilter ofJvm = Config.getSerialFilter();

    /** Allows classes by name; {@code package.*} is a package with its subpackages. */
    AllowList(List<String> names) {
        this.names = names;
    }

    @Override
    public Status checkInput(FilterInfo info) {
        if (info.depth() > DEPTH || info.references() > REFERENCES || info.arrayLength() > REFERENCES) {
            return Status.REJECTED;
        }
        if (ofJvm != null && ofJvm.checkInput(info) == Status.REJECTED) {
            return Status.REJECTED;
        }
        Class<?> type = info.serialClass();
        return type == null ? Status.UNDECIDED : allows(type) ? Status.ALLOWED : Status.REJECTED;
    }

    boolean allows(Class<?> type) {
        Class<?> element = type;
        while (element.isArray()) {
            element = element.getComponentType();
        }
        return element.isPrimitive()
                || OF_JDK.contains(element.getName())
                || element.getPackageName().equals("java.time")
                || names(element.getName());
    }

    /** Returns whether the application names a class. */
    boolean names(String name) {
        return names.stream()
                .anyMatch(allowed -> allowed.endsWith(".*")
                        ? name.startsWith(allowed.substring(0, allowed.length() - 1))
                        : name.equals(allowed));
    }
}
