package org.cacheversions.benchmark;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.LongAdder;

/** A HikariCP pool that counts borrowed connections, which here are one for each SELECT. */
final class CountingPool extends HikariDataSource {

    private final LongAdder taken = new LongAdder();

    private CountingPool(HikariConfig configuration) {
        super(configuration);
    }

    static CountingPool of(String url) {
        HikariConfig configuration = new HikariConfig();
        configuration.setJdbcUrl(url);
        configuration.setMaximumPoolSize(10);
        return new CountingPool(configuration);
    }

    @Override
    public Connection getConnection() throws SQLException {
        taken.increment();
        return super.getConnection();
    }

    long taken() {
        return taken.sum();
    }
}
