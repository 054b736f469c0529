package org.cacheversions.processes;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.cacheversions.BoundInvalidator;
import org.cacheversions.CacheInvalidator;
import org.cacheversions.VersionedCache;

/** A price in the database, with a counter of its loads. */
@ApplicationScoped
public class Stock {

    public record Price(String product, int amount) {}

    @Inject
    CacheInvalidator invalidator;

    private final AtomicInteger loads = new AtomicInteger();

    @VersionedCache("prices")
    public Price price(String product) throws SQLException {
        loads.incrementAndGet();
        try (Connection connection = DriverManager.getConnection(NodeMain.database());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT amount FROM price")) {
            row.next();
            return new Price(product, row.getInt(1));
        }
    }

    public void change(int amount) throws SQLException {
        try (Connection connection = DriverManager.getConnection(NodeMain.database())) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement();
                    BoundInvalidator bound = invalidator.within(connection)) {
                statement.executeUpdate("UPDATE price SET amount = " + amount);
                bound.invalidate("prices");
                connection.commit();
            }
        }
    }

    public int loads() {
        return loads.get();
    }
}
