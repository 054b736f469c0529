package org.cacheversions.example.jetty;

import com.arjuna.ats.arjuna.common.CoordinatorEnvironmentBean;
import com.arjuna.ats.arjuna.common.ObjectStoreEnvironmentBean;
import com.arjuna.ats.jta.utils.JNDIManager;
import com.arjuna.common.internal.util.propertyservice.BeanPopulator;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.naming.NamingException;
import org.eclipse.jetty.ee10.annotations.AnnotationConfiguration;
import org.eclipse.jetty.ee10.webapp.MetaInfConfiguration;
import org.eclipse.jetty.ee10.webapp.WebAppContext;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * The forum without an application server, for a first look: Jetty, Weld, Mojarra, EclipseLink, Narayana and H2. Set
 * {@code -Dexample.port} to another port than 8080, or to 0 for a free one, and {@code -Dexample.data} to another
 * folder for the database than {@code target/data}. Several nodes share the H2 at the URL {@code -Dexample.database}.
 */
public final class Main {
    private Main() {}

    public static void main(String[] args) throws Exception {
        if (System.getProperty("java.util.logging.config.file") == null) {
            Logger.getLogger("").setLevel(Level.WARNING);
        }
        System.out.println("Starting. The first time the forum fills its database, which takes a moment.");
        configureTransactions(data().resolve("transactions").toString());
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        connector.setPort(Integer.getInteger("example.port", 8080));
        server.addConnector(connector);
        open(connector);
        server.setHandler(application(home().resolve("src/main/webapp")));
        server.setStopAtShutdown(true);
        server.start();
        System.out.println("Forum ready at http://127.0.0.1:" + connector.getLocalPort() + "/");
        server.join();
    }

    private static void configureTransactions(String store) throws NamingException {
        BeanPopulator.getDefaultInstance(ObjectStoreEnvironmentBean.class).setObjectStoreDir(store);
        BeanPopulator.getNamedInstance(ObjectStoreEnvironmentBean.class, "communicationStore")
                .setObjectStoreDir(store);
        BeanPopulator.getNamedInstance(ObjectStoreEnvironmentBean.class, "stateStore")
                .setObjectStoreDir(store);
        // It would listen on a port for other processes that recover transactions.
        BeanPopulator.getDefaultInstance(CoordinatorEnvironmentBean.class).setTransactionStatusManagerEnable(false);
        JNDIManager.bindJTAImplementation();
    }

    /** Takes the port before anything else is done. */
    private static void open(ServerConnector connector) {
        try {
            connector.open();
        } catch (IOException e) {
            System.err.println("Port " + connector.getPort() + " is not available: " + e.getMessage()
                    + ". Choose another one with -Dexample.port=8081.");
            System.exit(1);
        }
    }

    /** The folder of this project. */
    private static Path home() {
        return Path.of(System.getProperty("example.home", ".")).toAbsolutePath().normalize();
    }

    /** Where the database and the log of the transactions are. */
    static Path data() {
        String folder = System.getProperty("example.data");
        return folder == null
                ? home().resolve("target/data")
                : Path.of(folder).toAbsolutePath().normalize();
    }

    private static WebAppContext application(Path folder) {
        WebAppContext application = new WebAppContext();
        application.setContextPath("/");
        application.setBaseResource(application.getResourceFactory().newResource(folder));
        application.setParentLoaderPriority(true);
        application.setThrowUnavailableOnStartupException(true);
        // There is no WEB-INF/lib: what would be in it is looked for on the class path.
        application.setAttribute(
                MetaInfConfiguration.CONTAINER_JAR_PATTERN,
                ".*/(cache-versions|jakarta\\.faces|weld-servlet-core|jetty-ee10-cdi)-\\d[^/]*\\.jar$|.*/classes/.*");
        application.addConfiguration(new AnnotationConfiguration());
        // The code is outside the folder, so the library can't see a new build. Each start counts as one.
        System.getProperties()
                .putIfAbsent("cache-versions.revision", Instant.now().toString());
        return application;
    }
}
