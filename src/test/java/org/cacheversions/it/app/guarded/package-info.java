/** What the container does around cached calls: it checks roles, and runs timers in transactions of its own. */
package org.cacheversions.it.app.guarded;
