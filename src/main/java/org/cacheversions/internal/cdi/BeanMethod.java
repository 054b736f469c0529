package org.cacheversions.internal.cdi;

import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * A method of a bean, which may have inherited it.
 *
 * @param bean the class of the bean
 * @param method the method
 */
record BeanMethod(Class<?> bean, Method method) {

    // a record's own equals keeps its class loader reachable on JDK 17, from a constant in ObjectMethods
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof BeanMethod that && bean.equals(that.bean) && method.equals(that.method);
    }

    @Override
    public int hashCode() {
        return 31 * bean.hashCode() + method.hashCode();
    }
}
