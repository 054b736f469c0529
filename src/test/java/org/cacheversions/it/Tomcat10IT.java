package org.cacheversions.it;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/** Integration tests on Tomcat 10.1, without JTA. */
@Tag("ci")
final class Tomcat10IT {

    private static Server tomcat;

    @BeforeAll
    static void start() {
        tomcat = new Tomcat("tomcat10", "it.tomcat10.home");
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
            super(tomcat, "tomcat10-hibernate");
        }
    }

    @Nested
    final class WithEclipseLink extends LocalTests {
        WithEclipseLink() {
            super(tomcat, "tomcat10-eclipselink");
        }
    }

    @Nested
    final class TwoUnitsWithHibernate extends TwoLocalUnitsTests {
        TwoUnitsWithHibernate() {
            super(tomcat, "tomcat10-hibernate");
        }
    }

    @Nested
    final class TwoUnitsWithEclipseLink extends TwoLocalUnitsTests {
        TwoUnitsWithEclipseLink() {
            super(tomcat, "tomcat10-eclipselink");
        }
    }
}
