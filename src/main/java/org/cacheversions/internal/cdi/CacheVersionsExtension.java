package org.cacheversions.internal.cdi;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.AnnotatedMember;
import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.AnnotatedParameter;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.Interceptor;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import jakarta.enterprise.inject.spi.ProcessBean;
import jakarta.enterprise.inject.spi.ProcessInjectionPoint;
import jakarta.enterprise.inject.spi.ProcessManagedBean;
import jakarta.enterprise.inject.spi.ProcessProducerField;
import jakarta.enterprise.inject.spi.ProcessProducerMethod;
import jakarta.enterprise.inject.spi.ProcessSessionBean;
import jakarta.enterprise.inject.spi.WithAnnotations;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.PersistenceUnit;
import jakarta.ws.rs.ext.Provider;
import java.util.List;
import org.cacheversions.Cache;
import org.cacheversions.CacheName;
import org.cacheversions.InvalidConfigurationException;
import org.cacheversions.internal.core.config.ConfigurationMessages;
import org.cacheversions.internal.jpa.InjectedUnit;
import org.cacheversions.internal.jpa.PersistenceUnitLiteral;
import org.cacheversions.internal.jta.JtaOwnTransaction;
import org.cacheversions.internal.mphealth.VersionsReadiness;
import org.cacheversions.rest.VersionedRequests;
import org.cacheversions.rest.VersionedResponses;
import org.cacheversions.spi.ValueCodec;
import org.cacheversions.spi.VersionSource;

/**
 * The CDI extension: registers the library's beans, finds the cached methods, and reports all problems of the
 * deployment at once. It registers beans one by one, so that no class is loaded whose dependencies are absent. Used by
 * one thread at a time.
 */
public class CacheVersionsExtension implements Extension {

    private static final System.Logger LOG = System.getLogger("org.cacheversions");

    private final Deployment deployment = new Deployment();
    private final PassedInterceptors passed = new PassedInterceptors();
    private boolean ownCodec;

    void addBeans(@Observes BeforeBeanDiscovery event) {
        deployment.read(classLoader());
        add(event, InvalidatesCacheInterceptor.class);
        add(event, VersionedResponseInterceptor.class);
        add(event, CacheRuntime.class);
        add(event, CacheBeans.class);
        add(event, RequestVersions.class);
        add(event, InjectedInvalidator.class);
        if (OptionalDependency.TRANSACTIONS.isPresent()) {
            add(event, JtaOwnTransaction.class);
        }
        if (OptionalDependency.MICROPROFILE_HEALTH.isPresent()) {
            add(event, VersionsReadiness.class);
        }
        if (withoutServlets()) {
            add(event, VersionedResponses.class);
            event.addAnnotatedType(VersionedRequests.class, VersionedRequests.class.getName())
                    .add(VersionedResponses.class.getAnnotation(Provider.class));
        }
        String unit = deployment.unit();
        var injected = event.addAnnotatedType(InjectedUnit.class, InjectedUnit.class.getName());
        if (unit != null) {
            injected.fields().forEach(field -> field.add(new PersistenceUnitLiteral(unit)));
        }
    }

    void addInterceptor(@Observes AfterBeanDiscovery event, BeanManager beans) {
        event.addBean(new DirectInterceptor(beans));
        event.<Deployment>addBean()
                .beanClass(Deployment.class)
                .types(Deployment.class)
                .scope(Singleton.class)
                .createWith(context -> deployment);
    }

    /** Helidon: its providers of Jakarta REST are beans. Where there are servlets, the filter and the server see to it. */
    private static boolean withoutServlets() {
        return OptionalDependency.REST.isPresent() && !OptionalDependency.SERVLET.isPresent();
    }

    private static void add(BeforeBeanDiscovery event, Class<?> type) {
        event.addAnnotatedType(type, type.getName());
    }

    void inspect(
            @Observes @WithAnnotations({PersistenceContext.class, PersistenceUnit.class})
                    ProcessAnnotatedType<?> event) {
        deployment.references().inspect(event.getAnnotatedType());
    }

    void inspect(@Observes ProcessManagedBean<?> event, BeanManager beans) {
        if (!(event.getBean() instanceof Interceptor)) {
            deployment.scan().inspect(event.getAnnotatedBeanClass(), BeanState.of(event, beans), beans);
            passed.inspect(event.getAnnotatedBeanClass(), event.getBean());
            new MisplacedAnnotations(beans, deployment.scan().problems())
                    .ofBean(event.getAnnotatedBeanClass(), event instanceof ProcessSessionBean<?>);
        }
    }

    void inspect(@Observes ProcessProducerMethod<?, ?> event, BeanManager beans) {
        AnnotatedMethod<?> method = event.getAnnotatedProducerMethod();
        produced(method, method.getParameters(), beans);
    }

    void inspect(@Observes ProcessProducerField<?, ?> event, BeanManager beans) {
        produced(event.getAnnotatedProducerField(), List.of(), beans);
    }

    private void produced(AnnotatedMember<?> producer, List<? extends AnnotatedParameter<?>> from, BeanManager beans) {
        new MisplacedAnnotations(beans, deployment.scan().problems())
                .produced(producer.getBaseType(), from, producer.getJavaMember().toString());
    }

    void inspect(@Observes ProcessInjectionPoint<?, Cache> event) {
        CacheName name = event.getInjectionPoint().getAnnotated().getAnnotation(CacheName.class);
        if (name != null && name.value().length > 0) {
            deployment
                    .scan()
                    .inspect(name, event.getInjectionPoint().getMember().toString());
        }
    }

    /**
     * Notes which beans the application provides. On Payara, a library cannot look up beans of WEB-INF/classes with its
     * own bean manager, but its extension sees them.
     */
    void look(@Observes ProcessBean<?> event) {
        Bean<?> bean = event.getBean();
        if (bean.getTypes().contains(VersionSource.class)
                || (bean.getTypes().contains(EntityManagerFactory.class)
                        && bean.getQualifiers().contains(new CacheVersionsUnitLiteral()))) {
            deployment.connected();
        }
        ownCodec |= bean.getTypes().contains(ValueCodec.class);
    }

    void validate(@Observes AfterDeploymentValidation event, BeanManager beans) {
        List<String> problems = deployment.problems(ownCodec);
        if (!problems.isEmpty()) {
            event.addDeploymentProblem(
                    new InvalidConfigurationException(ConfigurationMessages.invalidConfiguration(problems)));
        }
        deployment.scan().warnings().forEach(warning -> LOG.log(System.Logger.Level.WARNING, warning));
        passed.warnings(deployment.scan().methods(), beans)
                .forEach(warning -> LOG.log(System.Logger.Level.WARNING, warning));
    }

    private static ClassLoader classLoader() {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        return context != null ? context : CacheVersionsExtension.class.getClassLoader();
    }
}
