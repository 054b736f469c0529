package org.cacheversions.internal.cdi;

import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * A method of a bean.
 *
 * @param bean the class of the bean
 * @param method the method, which may be inherited
 */
record BeanMethod(Class<?> bean, Method method) {

    // on JDK 17, a generated equals keeps the class loader reachable from a constant in ObjectMethods
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof BeanMethod that && bean.equals(that.bean) && method.equals(that.method);
    }

    @Override
    public int hashCode() {
        return 31 * bean.hashCode() + method.hashCode();
    }
}
