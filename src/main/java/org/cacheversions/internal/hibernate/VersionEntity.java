package org.cacheversions.internal.hibernate;

import java.util.Map;
import java.util.Set;
import org.cacheversions.internal.core.config.PersistenceUnits;
import org.cacheversions.persistence.CacheVersion;
import org.hibernate.boot.ResourceStreamLocator;
import org.hibernate.boot.spi.AdditionalMappingContributions;
import org.hibernate.boot.spi.AdditionalMappingContributor;
import org.hibernate.boot.spi.InFlightMetadataCollector;
import org.hibernate.boot.spi.MetadataBuildingContext;
import org.hibernate.cfg.AvailableSettings;
import org.hibernate.engine.config.spi.ConfigurationService;

/**
 * Adds the entity of the versions to the unit of {@code persistence.xml}, if there is only one and it does not list the
 * entity. Another unit, also one that the application builds itself, may be that of a database without the table.
 * Hibernate creates this as a service.
 */
public final class VersionEntity implements AdditionalMappingContributor {

    @Override
    public void contribute(
            AdditionalMappingContributions contributions,
            InFlightMetadataCollector unit,
            ResourceStreamLocator resources,
            MetadataBuildingContext context) {
        Class<CacheVersion> entity = CacheVersion.class;
        if (unit.getEntityBinding(entity.getName()) == null && isOnlyUnit(context, entity.getClassLoader())) {
            contributions.contributeEntity(entity);
        }
    }

    private static boolean isOnlyUnit(MetadataBuildingContext context, ClassLoader loader) {
        ConfigurationService service =
                context.getBuildingOptions().getServiceRegistry().getService(ConfigurationService.class);
        Map<String, Object> settings = service == null ? Map.of() : service.getSettings();
        Set<String> declared = PersistenceUnits.declared(loader).keySet();
        return declared.size() == 1
                && declared.contains(String.valueOf(settings.get(AvailableSettings.PERSISTENCE_UNIT_NAME)));
    }
}
