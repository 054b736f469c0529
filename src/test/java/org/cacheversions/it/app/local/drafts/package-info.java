/** A second unit for the application without JTA, in a database of its own. */
package org.cacheversions.it.app.local.drafts;
