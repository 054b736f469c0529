package org.cacheversions.it;

/** A server refused a war. */
final class DeploymentFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String log;

    DeploymentFailedException(String message, String log) {
        super(message + "\nIt said:\n" + log);
        this.log = log;
    }

    /** Returns the log that the server wrote during the deployment. */
    String log() {
        return log;
    }
}
