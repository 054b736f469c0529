package org.cacheversions.internal.cdi;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.cacheversions.InvalidConfigurationException;
import org.cacheversions.internal.core.config.Configuration;
import org.cacheversions.internal.core.config.ConfigurationMessages;
import org.cacheversions.internal.core.config.DeclaredUnit;
import org.cacheversions.internal.core.config.PersistenceUnits;
import org.cacheversions.internal.jpa.OtherDatabases;
import org.cacheversions.internal.jpa.UnitReferences;
import org.jspecify.annotations.Nullable;

/** What the extension found when the application was deployed. Used by one thread at a time. */
class Deployment {

    private final CachedMethodScan scan = new CachedMethodScan();
    private final UnitReferences references = new UnitReferences();
    private final List<String> problems = new ArrayList<>();
    private SortedMap<String, DeclaredUnit> units = new TreeMap<>();
    private @Nullable Configuration configuration;
    private boolean connected;

    /** Reads what does not depend on beans. */
    void read(ClassLoader loader) {
        units = PersistenceUnits.declared(loader);
        try {
            configuration = Configuration.of(ConfigurationSources.of(loader));
        } catch (InvalidConfigurationException e) {
            problems.add(e.getMessage());
        }
    }

    /** Notes that the application provides the source of the versions. */
    void connected() {
        connected = true;
    }

    /** Returns all problems, including those of the beans. */
    List<String> problems(boolean ownCodec) {
        problems.addAll(scan.problems());
        if (configuration == null) {
            return problems;
        }
        String named = configuration.persistenceUnit();
        if (!connected) {
            if (named != null && !units.containsKey(named)) {
                problems.add(DeploymentMessages.unknownUnit(named, units.keySet()));
            } else if (named == null && units.size() > 1) {
                problems.add(DeploymentMessages.severalUnits(units.keySet()));
            } else if (units.isEmpty()) {
                problems.add(DeploymentMessages.noUnit());
            }
        }
        problems.addAll(StoreCheck.problems(configuration, ownCodec));
        if (problems.isEmpty()) {
            problems.addAll(LifetimeCheck.problems(scan.methods(), configuration));
        }
        return problems;
    }

    Configuration configuration() {
        if (configuration == null) {
            throw new InvalidConfigurationException(ConfigurationMessages.invalidConfiguration(problems));
        }
        return configuration;
    }

    /** Returns the name of the unit to request from the container, or {@code null} if it is not known. */
    @Nullable
    String unit() {
        String named = configuration == null ? null : configuration.persistenceUnit();
        if (named != null) {
            return units.containsKey(named) ? named : null;
        }
        return units.size() == 1 ? units.firstKey() : null;
    }

    /** Returns how messages name the unit of the versions: the library may know only the qualifier. */
    String shownUnit() {
        String unit = unit();
        return unit == null ? "@CacheVersionsUnit" : unit;
    }

    /** Returns the data source of the unit in {@code persistence.xml}, if the unit is known. */
    @Nullable
    String dataSource() {
        String unit = connected ? null : unit();
        DeclaredUnit declared = unit == null ? null : units.get(unit);
        return declared == null ? null : declared.database();
    }

    /** Returns the units whose database is not that of the versions. */
    SortedSet<String> unitsElsewhere() {
        return OtherDatabases.among(
                units.values(), connected ? null : unit(), configuration().guard());
    }

    UnitReferences references() {
        return references;
    }

    CachedMethodScan scan() {
        return scan;
    }
}
