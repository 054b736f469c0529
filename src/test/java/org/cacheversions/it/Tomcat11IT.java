package org.cacheversions.it;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/** Integration tests on Tomcat 11, which has Jakarta EE 11, without JTA. */
@Tag("ci")
final class Tomcat11IT {

    private static Server tomcat;

    @BeforeAll
    static void start() {
        tomcat = new Tomcat("tomcat11", "it.tomcat11.home");
    }

    @AfterAll
    static void stop() {
        if (tomcat != null) {
            tomcat.close();
        }
    }

    @Nested
    final class Listening extends ListenerTests {
        Listening() {
            super(tomcat);
        }
    }

    @Nested
    final class WithHibernate extends LocalTests {
        WithHibernate() {
            super(tomcat, "tomcat11-hibernate");
        }
    }

    @Nested
    final class WithEclipseLink extends LocalTests {
        WithEclipseLink() {
            super(tomcat, "tomcat11-eclipselink");
        }
    }

    @Nested
    final class TwoUnitsWithHibernate extends TwoLocalUnitsTests {
        TwoUnitsWithHibernate() {
            super(tomcat, "tomcat11-hibernate");
        }
    }

    @Nested
    final class TwoUnitsWithEclipseLink extends TwoLocalUnitsTests {
        TwoUnitsWithEclipseLink() {
            super(tomcat, "tomcat11-eclipselink");
        }
    }
}
