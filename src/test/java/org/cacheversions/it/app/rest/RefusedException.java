package org.cacheversions.it.app.rest;

import jakarta.ejb.ApplicationException;
import jakarta.ws.rs.ForbiddenException;

/** 403, also from a session bean. */
@ApplicationException
class RefusedException extends ForbiddenException {

    private static final long serialVersionUID = 1L;
}
