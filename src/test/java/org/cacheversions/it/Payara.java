package org.cacheversions.it;

import java.nio.file.Path;
import java.util.Iterator;

/** Payara Server. */
public final class Payara extends GlassFishBase {

    public Payara() {
        this("payara", "it.payara.home", Jdk.OWN);
    }

    Payara(String name, String homeProperty, Path jdk) {
        super(name, homeProperty, jdk);
    }

    /** As distributed, Payara listens on all addresses by JMS, H2 and Hazelcast, too. */
    @Override
    String configured(String domain, Iterator<Integer> ports) {
        String changed = replaced(domain, ";AUTO_SERVER=TRUE", H2_WITHOUT_RESULT_CACHE);
        changed = replaced(
                changed,
                "<hazelcast-config-specific-configuration></",
                "<hazelcast-config-specific-configuration enabled=\"false\"></");
        return replaced(
                changed,
                "<asadmin-recorder-configuration></asadmin-recorder-configuration>",
                withoutMessages(ports.next()));
    }

    @Override
    void addTo(Path domain) {
        // its database is already there
    }
}
