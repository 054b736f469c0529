package org.cacheversions.it.app;

import jakarta.ejb.Stateless;

/** The methods on a bean of this kind. */
@Stateless
public class StatelessNotes extends SessionBeanBase {}
