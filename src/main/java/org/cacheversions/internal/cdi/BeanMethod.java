package org.cacheversions.internal.cdi;

import java.lang.reflect.Method;

/**
 * A method of a bean, which may have inherited it.
 *
 * @param bean the class of the bean
 * @param method the method
 */
record BeanMethod(Class<?> bean, Method method) {}
