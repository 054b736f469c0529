package org.cacheversions.example.migration;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** Brings the database up to date before anything else looks at it. */
@ApplicationScoped
class Migration {
    void migrate(
            @Observes @Priority(1) @Initialized(ApplicationScoped.class) Object started, Instance<DataSource> produced)
            throws NamingException {
        Flyway.configure(Migration.class.getClassLoader())
                .dataSource(
                        produced.isResolvable()
                                ? produced.get()
                                : InitialContext.doLookup("java:comp/DefaultDataSource"))
                .locations("classpath:org/cacheversions/flyway/h2", "classpath:org/cacheversions/example/migration")
                .baselineOnMigrate(true) // a server's default data source may hold other applications' tables
                .baselineVersion("0")
                .load()
                .migrate();
    }
}
