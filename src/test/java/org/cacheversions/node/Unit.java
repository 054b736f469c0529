package org.cacheversions.node;

/** The persistence units that tests run on. */
public enum Unit {
    ECLIPSELINK_JTA("eclipselink-jta", true),
    HIBERNATE_JTA("hibernate-jta", true),
    ECLIPSELINK_LOCAL("eclipselink-local", false),
    HIBERNATE_LOCAL("hibernate-local", false);

    final String unit;
    final boolean jta;

    Unit(String unit, boolean jta) {
        this.unit = unit;
        this.jta = jta;
    }
}
