package org.cacheversions.internal.postgresql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.cacheversions.InvalidConfigurationException;
import org.cacheversions.internal.core.config.ConfigurationMessages;
import org.cacheversions.internal.core.config.HintSettings;
import org.cacheversions.internal.core.config.Secret;
import org.postgresql.Driver;

/**
 * The database to connect to. Does not use {@code DriverManager}, which finds only drivers that the class loader of its
 * caller sees, nor the application's pool, since a listening connection is never returned.
 */
final class PostgresAddress {

    private final Driver driver = new Driver();
    private final String url;
    private final Properties properties = new Properties();

    PostgresAddress(HintSettings settings) {
        Secret address = settings.url();
        if (address == null || !driver.acceptsURL(address.value())) {
            throw new InvalidConfigurationException(ConfigurationMessages.noHintsUrl());
        }
        url = address.value();
        if (settings.user() != null) {
            properties.setProperty("user", settings.user());
        }
        Secret password = settings.password();
        if (password != null) {
            properties.setProperty("password", password.value());
        }
        properties.setProperty("ApplicationName", "cache-versions");
        properties.setProperty("connectTimeout", "5"); // the URL takes precedence
        properties.setProperty("socketTimeout", "10");
        properties.setProperty("tcpKeepAlive", "true");
    }

    Connection connect() throws SQLException {
        Connection connection = driver.connect(url, properties);
        if (connection == null) {
            throw new SQLException("the driver does not accept the URL", "08001");
        }
        return connection;
    }
}
