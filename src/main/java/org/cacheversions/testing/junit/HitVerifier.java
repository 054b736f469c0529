package org.cacheversions.testing.junit;

import org.cacheversions.testing.VerifiedHits;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Verifies the hits of a test method. */
final class HitVerifier implements BeforeTestExecutionCallback, AfterTestExecutionCallback {

    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(HitVerifier.class);

    @Override
    public void beforeTestExecution(ExtensionContext context) {
        context.getStore(NAMESPACE).put(context.getUniqueId(), VerifiedHits.begin());
    }

    @Override
    public void afterTestExecution(ExtensionContext context) {
        VerifiedHits hits = context.getStore(NAMESPACE).remove(context.getUniqueId(), VerifiedHits.class);
        if (hits != null) { // otherwise there is no container, which is said already
            hits.end();
            hits.requireNoDifference();
        }
    }
}
