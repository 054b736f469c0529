package org.cacheversions.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.h2.Driver;

/** Eclipse GlassFish. */
final class GlassFish extends GlassFishBase {

    GlassFish(String name, String homeProperty, Path jdk) {
        super(name, homeProperty, jdk);
    }

    /** As distributed, its data sources need a Derby that is missing in GlassFish 8, or is a process of its own. */
    @Override
    String configured(String domain, Iterator<Integer> ports) {
        String changed = domain;
        for (String pool : List.of("DerbyPool", "__TimerPool")) {
            changed = changed.replaceFirst(
                    "(?s)<jdbc-connection-pool [^>]*name=\"" + pool + "\".*?</jdbc-connection-pool>",
                    "<jdbc-connection-pool name=\"" + pool + "\""
                            + " datasource-classname=\"org.h2.jdbcx.JdbcDataSource\" res-type=\"javax.sql.XADataSource\">"
                            + "<property name=\"URL\" value=\"jdbc:h2:mem:" + pool + ";DB_CLOSE_DELAY=-1\"/>"
                            + "<property name=\"User\" value=\"sa\"/><property name=\"Password\" value=\"sa\"/>"
                            + "</jdbc-connection-pool>");
        }
        return changed.replaceFirst("<diagnostic-service />", withoutMessages(ports.next()) + "$0");
    }

    @Override
    void addTo(Path domain) throws IOException {
        Path jar = Archives.jarOf(Driver.class);
        Files.copy(jar, domain.resolve("lib").resolve(jar.getFileName()));
    }
}
