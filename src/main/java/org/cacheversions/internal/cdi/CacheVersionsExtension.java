package org.cacheversions.internal.cdi;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.Interceptor;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import jakarta.enterprise.inject.spi.ProcessBean;
import jakarta.enterprise.inject.spi.ProcessInjectionPoint;
import jakarta.enterprise.inject.spi.ProcessManagedBean;
import jakarta.enterprise.inject.spi.ProcessSessionBean;
import jakarta.enterprise.inject.spi.WithAnnotations;
import jakarta.enterprise.util.AnnotationLiteral;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.PersistenceUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.cacheversions.Cache;
import org.cacheversions.CacheName;
import org.cacheversions.CacheVersionsUnit;
import org.cacheversions.InvalidConfigurationException;
import org.cacheversions.internal.core.config.Configuration;
import org.cacheversions.internal.core.config.ConfigurationMessages;
import org.cacheversions.internal.jta.JtaOwnTransaction;
import org.cacheversions.internal.mphealth.VersionsReadiness;
import org.cacheversions.spi.ValueCodec;
import org.cacheversions.spi.VersionSource;
import org.jspecify.annotations.Nullable;

/**
 * The CDI extension: registers the library's beans, finds the cached methods, and reports all problems of the
 * deployment at once. It registers beans one by one, so that no class is loaded whose dependencies are absent. Used by
 * one thread at a time.
 */
public class CacheVersionsExtension implements Extension {

    private final CachedMethodScan drafting = new CachedMethodScan();
    private final UnitReferences references = new UnitReferences();
    private final List<String> problems = new ArrayList<>();
    private SortedMap<String, DeclaredUnit> units = new TreeMap<>();
    private @Nullable Configuration configuration;
    private boolean connected;
    private boolean ownCodec;

    void addBeans(@Observes BeforeBeanDiscovery event) {
        ClassLoader loader = classLoader();
        units = PersistenceUnits.declared(loader);
        try {
            configuration = Configuration.of(ConfigurationSources.of(loader));
        } catch (InvalidConfigurationException e) {
            problems.add(e.getMessage());
        }
        add(event, InvalidatesCacheInterceptor.class);
        add(event, CacheRuntime.class);
        add(event, CacheBeans.class);
        add(event, InjectedInvalidator.class);
        if (OptionalDependency.TRANSACTIONS.isPresent()) {
            add(event, JtaOwnTransaction.class);
        }
        if (OptionalDependency.MICROPROFILE_HEALTH.isPresent()) {
            add(event, VersionsReadiness.class);
        }
        String unit = unit();
        var injected = event.addAnnotatedType(InjectedUnit.class, InjectedUnit.class.getName());
        if (unit != null) {
            injected.fields().forEach(field -> field.add(new PersistenceUnitLiteral(unit)));
        }
    }

    void addInterceptor(@Observes AfterBeanDiscovery event, BeanManager beans) {
        event.addBean(new DirectInterceptor(beans));
    }

    private static void add(BeforeBeanDiscovery event, Class<?> type) {
        event.addAnnotatedType(type, type.getName());
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

    /** Returns the shared cache mode of the unit in {@code persistence.xml}, if it is set there. */
    @Nullable
    String sharedCacheMode() {
        String unit = unit();
        DeclaredUnit declared = unit == null ? null : units.get(unit);
        return declared == null ? null : declared.sharedCacheMode();
    }

    /** Returns the units whose database is not that of the versions. */
    SortedSet<String> unitsElsewhere() {
        return OtherDatabases.among(
                units.values(), connected ? null : unit(), configuration().guard());
    }

    void inspect(
            @Observes @WithAnnotations({PersistenceContext.class, PersistenceUnit.class})
                    ProcessAnnotatedType<?> event) {
        references.inspect(event.getAnnotatedType());
    }

    void inspect(@Observes ProcessManagedBean<?> event, BeanManager beans) {
        if (!(event.getBean() instanceof Interceptor)) {
            drafting.inspect(event.getAnnotatedBeanClass(), isLasting(event), beans);
        }
    }

    /**
     * Returns whether the instance of a bean lasts as long as the application. Session beans do not count, since their
     * container provides and locks an instance only for a call.
     */
    private static boolean isLasting(ProcessManagedBean<?> event) {
        Class<?> scope = event.getBean().getScope();
        return (scope == ApplicationScoped.class || scope == Singleton.class)
                && !(event instanceof ProcessSessionBean<?>);
    }

    void inspect(@Observes ProcessInjectionPoint<?, Cache> event) {
        CacheName name = event.getInjectionPoint().getAnnotated().getAnnotation(CacheName.class);
        if (name != null && name.value().length > 0) {
            drafting.inspect(name, event.getInjectionPoint().getMember().toString());
        }
    }

    /**
     * Notes which beans the application provides. On Payara, a library cannot look up beans of WEB-INF/classes with its
     * own bean manager, but its extension sees them.
     */
    void look(@Observes ProcessBean<?> event) {
        Bean<?> bean = event.getBean();
        connected |= bean.getTypes().contains(VersionSource.class)
                || (bean.getTypes().contains(EntityManagerFactory.class)
                        && bean.getQualifiers().contains(new CacheVersionsUnitLiteral()));
        ownCodec |= bean.getTypes().contains(ValueCodec.class);
    }

    void validate(@Observes AfterDeploymentValidation event) {
        problems.addAll(drafting.problems());
        String named = configuration == null ? null : configuration.persistenceUnit();
        if (!connected && configuration != null) {
            if (named != null && !units.containsKey(named)) {
                problems.add(DeploymentMessages.unknownUnit(named, units.keySet()));
            } else if (named == null && units.size() > 1) {
                problems.add(DeploymentMessages.severalUnits(units.keySet()));
            } else if (units.isEmpty()) {
                problems.add(DeploymentMessages.noUnit());
            }
        }
        if (configuration != null) {
            problems.addAll(StoreCheck.problems(configuration, ownCodec));
        }
        if (problems.isEmpty() && configuration != null) {
            problems.addAll(LifetimeCheck.problems(drafting.drafts(), configuration));
        }
        if (!problems.isEmpty()) {
            event.addDeploymentProblem(
                    new InvalidConfigurationException(ConfigurationMessages.invalidConfiguration(problems)));
        }
    }

    Configuration configuration() {
        if (configuration == null) {
            throw new InvalidConfigurationException(ConfigurationMessages.invalidConfiguration(problems));
        }
        return configuration;
    }

    UnitReferences references() {
        return references;
    }

    CachedMethodScan drafting() {
        return drafting;
    }

    private static ClassLoader classLoader() {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        return context != null ? context : CacheVersionsExtension.class.getClassLoader();
    }

    static final class CacheVersionsUnitLiteral extends AnnotationLiteral<CacheVersionsUnit>
            implements CacheVersionsUnit {

        private static final long serialVersionUID = 1L;
    }
}
