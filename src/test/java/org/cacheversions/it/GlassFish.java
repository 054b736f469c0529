package org.cacheversions.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import org.h2.Driver;

/** Eclipse GlassFish. */
final class GlassFish extends GlassFishBase {

    private static final String DEFAULT_POOL =
            "(?s)<jdbc-connection-pool [^>]*name=\"DerbyPool\".*?</jdbc-connection-pool>";

    GlassFish(String name, String homeProperty, Path jdk) {
        super(name, homeProperty, jdk);
    }

    /** The default data source would need a Derby in a process of its own. */
    @Override
    String configured(String domain, Iterator<Integer> ports) {
        String changed = domain.replaceFirst(
                DEFAULT_POOL,
                "<jdbc-connection-pool name=\"DerbyPool\" datasource-classname=\"org.h2.jdbcx.JdbcDataSource\""
                        + " res-type=\"javax.sql.DataSource\">"
                        + "<property name=\"URL\" value=\"jdbc:h2:mem:test;DB_CLOSE_DELAY=-1\"/>"
                        + "<property name=\"User\" value=\"sa\"/><property name=\"Password\" value=\"sa\"/>"
                        + "</jdbc-connection-pool>");
        return changed.replaceFirst("<diagnostic-service />", withoutMessages(ports.next()) + "$0");
    }

    @Override
    void addTo(Path domain) throws IOException {
        Path jar = Archives.jarOf(Driver.class);
        Files.copy(jar, domain.resolve("lib").resolve(jar.getFileName()));
    }
}
