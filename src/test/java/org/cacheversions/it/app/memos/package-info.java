/** An application whose entities invalidate when they are written. */
package org.cacheversions.it.app.memos;
