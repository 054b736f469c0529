package org.cacheversions.testing.junit;

import org.cacheversions.testing.CacheObserver;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Creates the observer when JUnit resolves the parameters of the test method, just before it calls the method. */
final class ObserverParameter implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == CacheObserver.class;
    }

    @Override
    public CacheObserver resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return CacheObserver.begin();
    }
}
