/** Resources whose responses have tags. */
package org.cacheversions.it.app.rest;
