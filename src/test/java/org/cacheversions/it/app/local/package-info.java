/** An application for servers without JTA: its unit is resource-local, and it brings CDI and JPA itself. */
package org.cacheversions.it.app.local;
