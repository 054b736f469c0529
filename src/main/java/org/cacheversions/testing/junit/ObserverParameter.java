package org.cacheversions.testing.junit;

import org.cacheversions.testing.CacheObserver;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Begins to observe when the test method is about to be called. */
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
