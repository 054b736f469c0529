package org.cacheversions.it.app;

import jakarta.ejb.Singleton;

/** The methods on a bean of this kind. */
@Singleton
public class SingletonNotes extends SessionBeanBase {}
