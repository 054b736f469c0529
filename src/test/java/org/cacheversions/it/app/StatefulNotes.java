package org.cacheversions.it.app;

import jakarta.ejb.Stateful;

/** The methods on a bean of this kind. */
@Stateful
public class StatefulNotes extends SessionBeanBase {}
