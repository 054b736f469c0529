package org.cacheversions.admin;

import java.util.Collection;
import org.cacheversions.internal.core.support.Text;

/**
 * The messages about the page. Each has a stable code, and names the object, the cause and the remedy. A retired code is
 * not used again.
 */
final class PageMessages {

    private PageMessages() {}

    static String unguardedPage(String servlet) {
        return "CV0402: the servlet '" + servlet
                + "' shows the caches and invalidates them, and it is not said for whom."
                + " Give it, in web.xml, the init-param 'role' with the role that a user must have, and a"
                + " security-constraint that has users log in; or, where something else keeps others out, the init-param"
                + " 'unprotected' with the value true, and no role.";
    }

    static String pageWithoutPath(String servlet, Collection<String> mappings) {
        return "CV0403: the servlet '" + servlet + "' is mapped to " + mappings
                + ", and has pages below its own. Map it" + " to a path that ends in /*, such as /admin/caches/*.";
    }

    static String invalidatedByOperator(String user, String address, String caches) {
        return "CV0404: " + Text.oneLine(user) + ", from " + Text.oneLine(address) + ", has invalidated "
                + Text.oneLine(caches) + " by the operator's page.";
    }

    static String operatorRefused(String user, String address, String reason) {
        return "CV0405: " + Text.oneLine(user) + ", from " + Text.oneLine(address)
                + ", was refused to invalidate by the operator's" + " page: " + Text.oneLine(reason)
                + ". Nothing was invalidated.";
    }

    static String operatorFailed(String user, String address, String caches, Throwable cause) {
        return "CV0406: " + Text.oneLine(user) + ", from " + Text.oneLine(address) + ", has tried to invalidate "
                + Text.oneLine(caches)
                + " by the operator's page, and"
                + " it failed (" + Text.oneLine(Text.rootOf(cause))
                + "). Look at the database, and at the page whether the revision has"
                + " grown; then try again.";
    }
}
