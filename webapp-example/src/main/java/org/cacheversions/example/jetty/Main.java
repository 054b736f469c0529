package org.cacheversions.example.jetty;

import com.arjuna.ats.arjuna.common.ObjectStoreEnvironmentBean;
import com.arjuna.ats.jta.utils.JNDIManager;
import com.arjuna.common.internal.util.propertyservice.BeanPopulator;
import java.nio.file.Path;
import org.eclipse.jetty.ee10.annotations.AnnotationConfiguration;
import org.eclipse.jetty.ee10.webapp.MetaInfConfiguration;
import org.eclipse.jetty.ee10.webapp.WebAppContext;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * The forum without an application server, for a first look: Jetty, Weld, Mojarra, EclipseLink, Narayana and H2. Set
 * {@code -Dexample.port} to another port than 8080, or to 0 for a free one.
 */
public final class Main {
    private Main() {}

    public static void main(String[] args) throws Exception {
        String store = home().resolve("target/transactions").toString();
        BeanPopulator.getDefaultInstance(ObjectStoreEnvironmentBean.class).setObjectStoreDir(store);
        BeanPopulator.getNamedInstance(ObjectStoreEnvironmentBean.class, "communicationStore")
                .setObjectStoreDir(store);
        BeanPopulator.getNamedInstance(ObjectStoreEnvironmentBean.class, "stateStore")
                .setObjectStoreDir(store);
        JNDIManager.bindJTAImplementation();
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        connector.setPort(Integer.getInteger("example.port", 8080));
        server.addConnector(connector);
        server.setHandler(application(home().resolve("src/main/webapp")));
        server.setStopAtShutdown(true);
        server.start();
        System.out.println("Forum ready at http://127.0.0.1:" + connector.getLocalPort() + "/");
        server.join();
    }

    /** The folder of this project. */
    static Path home() {
        return Path.of(System.getProperty("example.home", ".")).toAbsolutePath().normalize();
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
                ".*/(cache-versions|jakarta\\.faces|weld-servlet-core|jetty-ee10-cdi)-[^/]*\\.jar$|.*/classes/.*");
        application.addConfiguration(new AnnotationConfiguration());
        return application;
    }
}
