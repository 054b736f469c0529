package org.cacheversions.internal.cdi;

import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.metamodel.EntityType;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.stream.Collectors;
import org.cacheversions.CacheInvalidationListener;
import org.cacheversions.InvalidConfigurationException;
import org.cacheversions.internal.core.config.Configuration.OtherDatabases;
import org.cacheversions.internal.core.config.ConfigurationMessages;
import org.cacheversions.internal.core.engine.CacheEngine;
import org.cacheversions.internal.eclipselink.BulkWrites;
import org.cacheversions.internal.eclipselink.MappedAttributes;
import org.cacheversions.internal.eclipselink.SharedEntities;
import org.cacheversions.internal.jpa.EntityInvalidation;
import org.cacheversions.internal.jpa.EntityTypes;
import org.cacheversions.internal.jpa.ScopedEntity;

/** Connects the entities in the unit of the versions to the core. Used by one thread. */
final class Entities {

    private final EntityManagerFactory unit;
    private final Deployment deployment;
    private final CacheEngine engine;
    private final EntityInvalidation invalidation;

    Entities(EntityManagerFactory unit, Deployment deployment, CacheEngine engine, EntityInvalidation invalidation) {
        this.unit = unit;
        this.deployment = deployment;
        this.engine = engine;
        this.invalidation = invalidation;
    }

    /** Throws {@link InvalidConfigurationException} if an entity names something that cannot be a scope. */
    void join() {
        boolean eclipseLink = OptionalDependency.ECLIPSELINK.isPresent();
        boolean descriptors = OptionalDependency.ECLIPSELINK_DESCRIPTORS.isPresent();
        EntityTypes types =
                new EntityTypes(unit, CacheInvalidationListener.class, descriptors ? SharedEntities.of(unit) : null,
                        deployment.configuration().evictOtherEntities());
        Map<Class<?>, ScopedEntity> scoped =
                types.scoped((type, path) -> descriptors ? MappedAttributes.of(unit, type, path) : null);
        requireNoProblems(types.problems(), scoped);
        types.join(engine, invalidation);
        invalidation.scopes(scoped);
        if (eclipseLink && types.canReportBulkWrites()) {
            Map<Class<?>, SortedSet<String>> caches = types.cachesInBulk();
            BulkWrites.of(
                    unit,
                    type -> invalidation.changedInBulk(type, caches.getOrDefault(type, Collections.emptySortedSet())));
        }
        if (deployment.configuration().otherDatabases() == OtherDatabases.WARN) {
            warnOfOtherDatabases();
        }
    }

    private void requireNoProblems(Set<String> found, Map<Class<?>, ScopedEntity> scoped) {
        Set<String> problems = new LinkedHashSet<>(found);
        scoped.forEach((type, entity) -> entity.eachSize(
                (cache, size) -> deployment.scan().compareScopes(cache, size, type.getName(), problems)));
        if (!problems.isEmpty()) {
            throw new InvalidConfigurationException(ConfigurationMessages.invalidConfiguration(List.copyOf(problems)));
        }
    }

    private void warnOfOtherDatabases() {
        SortedSet<String> elsewhere = deployment.unitsElsewhere();
        if (!elsewhere.isEmpty()) {
            engine.warnings().once(DeploymentMessages.unitsElsewhere(elsewhere));
        }
        invalidation.warnOfOthersThan(unit.getMetamodel().getEntities().stream()
                .map(EntityType::getJavaType)
                .collect(Collectors.toSet()));
    }
}
