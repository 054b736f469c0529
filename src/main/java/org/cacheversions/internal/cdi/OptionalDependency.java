package org.cacheversions.internal.cdi;

import java.util.Arrays;

/** APIs that may be absent. Classes that need one have a package of their own, and are loaded only if it is present. */
enum OptionalDependency {
    MICROPROFILE_CONFIG("org.eclipse.microprofile.config.ConfigProvider"),
    TRANSACTIONS("jakarta.transaction.Transactional"),
    /** Open Liberty, where a request keeps connections that it has closed. */
    UNITS_OF_WORK("com.ibm.wsspi.uow.UOWManager"),
    SERVLET("jakarta.servlet.Filter"),
    REST("jakarta.ws.rs.container.ContainerRequestFilter"),
    ECLIPSELINK("org.eclipse.persistence.sessions.SessionEventAdapter"),
    /** Open Liberty shows applications these packages only if it is configured to. */
    ECLIPSELINK_DESCRIPTORS(
            "org.eclipse.persistence.descriptors.ClassDescriptor",
            "org.eclipse.persistence.internal.databaseaccess.DatasourcePlatform",
            "org.eclipse.persistence.internal.sessions.AbstractSession",
            "org.eclipse.persistence.mappings.ObjectReferenceMapping"),
    HIBERNATE("org.hibernate.engine.spi.SessionFactoryImplementor"),
    POSTGRESQL("org.postgresql.PGConnection"),
    JMX("javax.management.MXBean"),
    FLIGHT_RECORDER("jdk.jfr.Event"),
    MICROMETER("io.micrometer.core.instrument.MeterRegistry"),
    OPENTELEMETRY("io.opentelemetry.api.OpenTelemetry"),
    MICROPROFILE_HEALTH("org.eclipse.microprofile.health.Readiness"),
    JEDIS("redis.clients.jedis.Jedis"),
    JCACHE("javax.cache.Caching"),
    JSON_B("jakarta.json.bind.spi.JsonbProvider"),
    JACKSON_CBOR(
            "com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper",
            "com.fasterxml.jackson.datatype.jdk8.Jdk8Module",
            "com.fasterxml.jackson.datatype.jsr310.JavaTimeFeature");

    private final boolean present;

    OptionalDependency(String... types) {
        this.present = Arrays.stream(types).allMatch(OptionalDependency::isPresent);
    }

    boolean isPresent() {
        return present;
    }

    private static boolean isPresent(String type) {
        try {
            Class.forName(type, false, OptionalDependency.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }
}
