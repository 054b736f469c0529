package org.cacheversions.internal.postgresql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.SortedSet;
import java.util.UUID;
import org.cacheversions.internal.core.coherence.HintSender;
import org.cacheversions.internal.core.coherence.Subscription;
import org.cacheversions.internal.core.config.HintSettings;
import org.cacheversions.spi.HintChannel;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;

/**
 * Sends and receives hints with LISTEN and NOTIFY, over two connections of its own: one listens, one sends. NOTIFY is
 * never used in the application's transaction, where it would lock the whole database at commit and fail with two-phase
 * commit. Thread-safe.
 */
public final class PostgresHintChannel implements HintChannel {

    private static final String NOTIFY = "SELECT pg_notify(?, ?)";

    private final PostgresAddress address;
    private final String node = UUID.randomUUID().toString();
    private final HintSender<Connection> sender;
    private volatile @Nullable Subscription subscription;

    /** Creates a channel that is not connected yet. */
    public PostgresHintChannel(HintSettings settings) {
        this.address = new PostgresAddress(settings);
        this.sender = new HintSender<>(address::connect);
    }

    @Override
    public void open(Runnable hinted) {
        subscription = Subscription.open(() -> new PostgresLine(address.connect(), node), hinted);
    }

    @Override
    public void send(SortedSet<String> caches) {
        sender.send(this::send);
    }

    private void send(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(NOTIFY)) {
            statement.setString(1, HintSettings.POSTGRESQL_CHANNEL);
            statement.setString(2, node);
            statement.execute();
        }
    }

    @Override
    public void close() {
        Subscription open = subscription;
        if (open != null) {
            open.close();
        }
        sender.close();
        forgetDriver();
    }

    /** A driver in the application's archive would keep its classes reachable from {@code DriverManager}. */
    private static void forgetDriver() {
        ClassLoader loader = Driver.class.getClassLoader();
        boolean ofThisApplication = loader == PostgresHintChannel.class.getClassLoader();
        if (ofThisApplication && loader != ClassLoader.getSystemClassLoader() && Driver.isRegistered()) {
            try {
                Driver.deregister();
            } catch (SQLException e) {
                // already deregistered
            }
        }
    }
}
