package org.cacheversions.cluster.jetty;

import com.arjuna.ats.jta.TransactionManager;
import org.eclipse.persistence.platform.server.ServerPlatformBase;
import org.eclipse.persistence.sessions.DatabaseSession;
import org.eclipse.persistence.sessions.ExternalTransactionController;
import org.eclipse.persistence.transaction.JTATransactionController;

/** Gives EclipseLink Narayana's transaction manager. */
public final class NarayanaPlatform extends ServerPlatformBase {

    public NarayanaPlatform(DatabaseSession session) {
        super(session);
    }

    @Override
    public Class<? extends ExternalTransactionController> getExternalTransactionControllerClass() {
        return Controller.class;
    }

    /** Instantiated by EclipseLink. */
    public static final class Controller extends JTATransactionController {

        public Controller() {
            super(TransactionManager.transactionManager());
        }
    }
}
