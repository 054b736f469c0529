package org.cacheversions.internal.cdi;

import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The units of the application in another database than the versions. Which databases a transaction has used, nobody
 * tells an application, JTA neither: so this is what can be said, at deployment, of what it may do.
 */
final class OtherDatabases {

    private OtherDatabases() {}

    /**
     * Answers the names of such units.
     *
     * @param own the unit of the versions, {@code null} if the application makes it: then all, if their databases differ
     * @param replica the unit that loads read from under the guard, if there is one
     */
    static SortedSet<String> among(Collection<DeclaredUnit> units, @Nullable String own, @Nullable String replica) {
        SortedSet<String> databases = new TreeSet<>();
        SortedSet<String> others = new TreeSet<>();
        String versions = units.stream()
                .filter(unit -> unit.name().equals(own))
                .map(DeclaredUnit::database)
                .findFirst()
                .orElse("");
        for (DeclaredUnit unit : units) {
            if (!unit.name().equals(replica) && !unit.database().equals(versions)) {
                others.add(unit.name());
                databases.add(unit.database());
            }
        }
        return own != null || databases.size() > 1 ? others : new TreeSet<>();
    }
}
