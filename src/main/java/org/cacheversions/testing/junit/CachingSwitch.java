package org.cacheversions.testing.junit;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Sets the system property {@code cache-versions.enabled} to {@code false}, and restores it afterwards. */
final class CachingSwitch implements BeforeAllCallback, AfterAllCallback, BeforeEachCallback, AfterEachCallback {

    private static final String KEY = "cache-versions.enabled";
    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(CachingSwitch.class);

    private record Previous(@Nullable String value) {}

    @Override
    public void beforeAll(ExtensionContext context) {
        switchOff(context);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        switchOff(context);
    }

    private static void switchOff(ExtensionContext context) {
        context.getStore(NAMESPACE).put(context.getUniqueId(), new Previous(System.getProperty(KEY)));
        System.setProperty(KEY, "false");
    }

    @Override
    public void afterEach(ExtensionContext context) {
        restore(context);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        restore(context);
    }

    private static void restore(ExtensionContext context) {
        Previous previous = context.getStore(NAMESPACE).remove(context.getUniqueId(), Previous.class);
        if (previous == null || previous.value == null) {
            System.clearProperty(KEY);
        } else {
            System.setProperty(KEY, previous.value);
        }
    }
}
