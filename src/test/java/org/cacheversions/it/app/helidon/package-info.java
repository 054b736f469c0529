/** An application for Helidon MP, which has Jakarta REST, CDI, JPA and JTA, and no servlets. */
package org.cacheversions.it.app.helidon;
