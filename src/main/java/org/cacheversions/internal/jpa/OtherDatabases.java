package org.cacheversions.internal.jpa;

import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;
import org.cacheversions.internal.core.config.DeclaredUnit;
import org.jspecify.annotations.Nullable;

/**
 * Finds units of the application whose database is not that of the versions. JTA does not reveal which databases a
 * transaction uses, so only the declarations can be compared, at deployment.
 */
public final class OtherDatabases {

    private OtherDatabases() {}

    /**
     * Returns the names of these units.
     *
     * @param own the unit of the versions, or {@code null} if the application creates its factory; then the result
     *     contains all units if their databases differ
     * @param replica the unit of the guarded replica, which is left out, or {@code null}
     */
    public static SortedSet<String> among(
            Collection<DeclaredUnit> units, @Nullable String own, @Nullable String replica) {
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
