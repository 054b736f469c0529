package org.cacheversions.internal.jpa;

import jakarta.persistence.EntityManagerFactory;
import java.lang.module.ModuleDescriptor.Version;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Recognises an H2 that may return the previous result of an identical query although a commit has changed it since
 * (h2database issue 3894). WildFly and Payara contain one.
 */
public final class StaleH2 {

    private static final Version CORRECTED = Version.parse("2.3.230");

    /** The texts Aa and BB. Their hash codes are equal, so H2's own cache of texts holds one of them at most. */
    private static final String TEXTS = "SELECT CHAR(64 + x) || CHAR(128 - 31 * x) FROM SYSTEM_RANGE(1, 2) ORDER BY x";

    private StaleH2() {}

    /**
     * Returns the version of such an H2 behind this unit, or {@code null} if there is none, or if the data source can't
     * be found or is not available. Must not be called in a transaction.
     *
     * @param declared the data source that {@code persistence.xml} names, if it is known
     */
    public static @Nullable String version(EntityManagerFactory unit, @Nullable String declared) {
        Map<String, Object> properties = unit.getProperties();
        DataSource source = DataSources.jta(properties);
        source = source == null ? DataSources.local(properties) : source;
        source = source == null ? DataSources.of(declared) : source;
        if (source == null) {
            return null;
        }
        try (Connection connection = source.getConnection()) {
            DatabaseMetaData database = connection.getMetaData();
            if (!database.getDatabaseProductName().equals("H2")) {
                return null;
            }
            String version = database.getDatabaseProductVersion().replaceFirst(" .*", "");
            return Version.parse(version).compareTo(CORRECTED) < 0 && reusesResults(connection) ? version : null;
        } catch (SQLException | IllegalArgumentException e) {
            return null;
        }
    }

    /** No query returns the setting, and a server may hide the URL, but a reused result contains the same objects. */
    @SuppressWarnings("ReferenceEquality")
    private static boolean reusesResults(Connection connection) throws SQLException {
        try (PreparedStatement texts = connection.prepareStatement(TEXTS)) {
            String once = first(texts);
            return once == first(texts);
        }
    }

    private static String first(PreparedStatement texts) throws SQLException {
        try (ResultSet rows = texts.executeQuery()) {
            rows.next();
            return rows.getString(1);
        }
    }
}
