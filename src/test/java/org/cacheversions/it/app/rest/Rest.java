package org.cacheversions.it.app.rest;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** Lists no classes, so that the server finds them. */
@ApplicationPath("rest")
public class Rest extends Application {}
