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
                + "' shows the caches and invalidates them, and has no access rule."
                + " In web.xml, set its init-param 'role' to the role that a user must have, and add a"
                + " security-constraint that makes users log in. If something else restricts access, set the init-param"
                + " 'unprotected' to true instead.";
    }

    static String pageWithoutPath(String servlet, Collection<String> mappings) {
        return "CV0403: the servlet '" + servlet + "' is mapped to " + mappings
                + ", but has pages below its own. Map it" + " to a path that ends in /*, such as /admin/caches/*.";
    }

    static String invalidatedByOperator(String user, String address, String caches) {
        return "CV0404: " + Text.oneLine(user) + ", from " + Text.oneLine(address) + ", invalidated "
                + Text.oneLine(caches) + " with the page.";
    }

    static String operatorRefused(String user, String address, String reason) {
        return "CV0405: " + Text.oneLine(user) + ", from " + Text.oneLine(address)
                + ", was not allowed to invalidate with the" + " page: " + Text.oneLine(reason)
                + ". Nothing was invalidated.";
    }

    static String viewRefused(String user, String address) {
        return "CV0408: " + Text.oneLine(user) + ", from " + Text.oneLine(address)
                + ", was not allowed to see the page, since the user has another role.";
    }

    static String operatorFailed(String user, String address, String caches, Throwable cause) {
        return "CV0406: " + Text.oneLine(user) + ", from " + Text.oneLine(address) + ", tried to invalidate "
                + Text.oneLine(caches)
                + " with the page, and"
                + " it failed (" + Text.oneLine(Text.rootOf(cause))
                + "). Check the database, and on the page whether the revision has"
                + " increased; then try again.";
    }
}
