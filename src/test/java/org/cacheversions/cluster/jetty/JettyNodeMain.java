package org.cacheversions.cluster.jetty;

import com.arjuna.ats.arjuna.common.CoordinatorEnvironmentBean;
import com.arjuna.ats.arjuna.common.ObjectStoreEnvironmentBean;
import com.arjuna.common.internal.util.propertyservice.BeanPopulator;
import java.nio.file.Path;
import org.eclipse.jetty.ee10.cdi.CdiServletContainerInitializer;
import org.eclipse.jetty.ee10.webapp.Configuration;
import org.eclipse.jetty.ee10.webapp.FragmentConfiguration;
import org.eclipse.jetty.ee10.webapp.MetaInfConfiguration;
import org.eclipse.jetty.ee10.webapp.WebAppConfiguration;
import org.eclipse.jetty.ee10.webapp.WebAppContext;
import org.eclipse.jetty.ee10.webapp.WebInfConfiguration;
import org.eclipse.jetty.ee10.webapp.WebXmlConfiguration;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.jboss.weld.environment.servlet.EnhancedListener;

/** The process of a Jetty node: Jetty, Weld and Narayana around an unpacked war. */
public final class JettyNodeMain {

    /** The prefix of the port in the output, printed once the node accepts requests. */
    public static final String READY = "READY ";

    private static final int SECONDS_OF_A_TRANSACTION = 10;

    private JettyNodeMain() {}

    /** The arguments are the folder of the war and a writable folder. */
    public static void main(String[] args) throws Exception {
        String store = Path.of(args[1]).resolve("transactions").toString();
        BeanPopulator.getDefaultInstance(ObjectStoreEnvironmentBean.class).setObjectStoreDir(store);
        for (String name : new String[] {"communicationStore", "stateStore"}) {
            BeanPopulator.getNamedInstance(ObjectStoreEnvironmentBean.class, name)
                    .setObjectStoreDir(store);
        }
        BeanPopulator.getDefaultInstance(CoordinatorEnvironmentBean.class).setDefaultTimeout(SECONDS_OF_A_TRANSACTION);
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        WebAppContext application = new WebAppContext();
        application.setContextPath("/cluster");
        application.setBaseResource(application.getResourceFactory().newResource(Path.of(args[0])));
        application.setParentLoaderPriority(true);
        application.setThrowUnavailableOnStartupException(true);
        // some of those on the class path need JNDI
        application.setConfigurations(new Configuration[] {
            new WebInfConfiguration(),
            new WebXmlConfiguration(),
            new MetaInfConfiguration(),
            new FragmentConfiguration(),
            new WebAppConfiguration()
        });
        application.addServletContainerInitializer(new CdiServletContainerInitializer());
        application.addServletContainerInitializer(new EnhancedListener());
        server.setHandler(application);
        server.start();
        System.out.println(READY + connector.getLocalPort());
        server.join();
    }
}
