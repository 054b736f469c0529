package org.cacheversions.it.app.migrated;

import jakarta.annotation.Resource;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import javax.sql.DataSource;
import org.cacheversions.migration.flyway.StartCacheVersioning;
import org.flywaydb.core.Flyway;

/** Migrates before the library reads the table: listeners in web.xml run before those of libraries. */
public class MigrateAtStart implements ServletContextListener {

    @Resource(lookup = "java:comp/DefaultDataSource")
    private DataSource database;

    @Override
    public void contextInitialized(ServletContextEvent event) {
        Flyway.configure(MigrateAtStart.class.getClassLoader())
                .dataSource(database)
                .locations("classpath:org/cacheversions/flyway/h2", "classpath:org/cacheversions/it/app/migrated/db")
                .javaMigrations(new V2__Start_by_instance())
                .table("migrated_history")
                .baselineOnMigrate(true) // other applications of the test have tables there
                .baselineVersion("0")
                .load()
                .migrate();
    }

    /** Given to Flyway as an instance. */
    public static class V2__Start_by_instance extends StartCacheVersioning {
        public V2__Start_by_instance() {
            super("migrated-by-instance");
        }
    }
}
