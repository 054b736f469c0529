/** The application that the integration tests deploy: plain Jakarta EE 10, as a user would write it. */
package org.cacheversions.it.app;
